// What the queue says, in the language of the page.
const ZH = document.documentElement.lang.startsWith("zh");

export const SAY = {
  waits: (n) => (ZH ? `${n} 条上报保存在本机，有信号时自动发送` : `${n} kept on this phone, sent when there is a signal`),
  sending: ZH ? "正在发送" : "Sending",
  kept: ZH ? "等待信号" : "Waiting for a signal",
  signIn: ZH ? "请重新登录后发送，内容仍在本机" : "Sign in again to send it; it is still on this phone",
  wrong: ZH ? "有内容需要修改" : "Something has to be put right",
  again: ZH ? "现在发送" : "Send now",
  open: ZH ? "打开修改" : "Open and correct",
  remove: ZH ? "从本机删除" : "Remove from this phone",
  sure: ZH ? "确定删除这条尚未发送的上报？" : "Remove this report? It was not sent.",
  received: (n) => (ZH ? `${n} 条上报已送达` : `${n} received by the district`),
  receipt: ZH ? "查看回执" : "See the receipt",
  full: ZH
    ? "没有信号，本机也已没有空间保存。您填写的内容还在本页：请先不要关闭，有信号后再按一次发送，或先从本机删除一些照片。"
    : "There is no signal, and this phone has no room left to keep the report. It is still on this page: leave it open and press again when there is a signal, or free some room.",
};
