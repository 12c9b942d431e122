// Improvements only: every page works without this file.
import { guardForms } from "./submit.js";
import { showErrors } from "./errors.js";
import { closeMenus } from "./menu.js";

showErrors();
guardForms();
closeMenus();
if (document.querySelector("[data-file]")) {
  import("./files.js").then((files) => files.watchFiles());
}
