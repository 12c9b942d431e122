// A form as a row that can be kept, and the row as a form again.
export function packed(form, owner) {
  const fields = [...new FormData(form)].filter(([, value]) => !(value instanceof File) || value.size > 0);
  return { key: form.elements.key.value, owner, address: form.action, title: form.elements.title.value, fields };
}

export function fill(form, row) {
  form.reset();
  for (const box of form.querySelectorAll("[type=checkbox]")) box.checked = false;
  for (const [name, value] of row.fields) {
    const field = form.elements[name];
    if (!field || name === "csrfmiddlewaretoken") continue;
    if (value instanceof File) files(field, value);
    else if (field instanceof RadioNodeList) [...field].forEach((one) => (one.checked ||= one.value === value));
    else if (field.type === "checkbox") field.checked = true;
    else field.value = value;
  }
  form.elements.key.value = row.key;
  form.elements.title.focus();
}

function files(field, file) {
  const all = new DataTransfer();
  [...field.files, file].forEach((one) => all.items.add(one));
  field.files = all.files;
}

// A form that was kept for lack of a signal carries an old key and an old day; every new report gets its own.
export function renew(form) {
  if (form.dataset.fresh !== undefined && crypto.randomUUID) form.elements.key.value = crypto.randomUUID();
  const today = new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10);
  // The phone's clock is believed only where it says a little later than the server did: it may be wrong by a year.
  const age = (Date.parse(today) - Date.parse(form.dataset.made)) / 86400000;
  const isKept = form.dataset.fresh !== undefined && !navigator.onLine;
  if (isKept && age > 0 && age < 60) form.elements.day.value = today;
  mark(form, false);
}

export function mark(form, isSending) {
  if (isSending) form.dataset.sending = "yes";
  else delete form.dataset.sending;
  form.querySelector(".actions button").setAttribute("aria-busy", String(isSending));
}
