// A page that was opened from a file cannot start the lab, and says so.
if (location.protocol === "file:") {
  for (const button of document.querySelectorAll(".lab-button")) {
    button.querySelector(".lab-unserved").hidden = false;
    button.querySelector(".lab-start").hidden = true;
  }
}
