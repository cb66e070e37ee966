"use strict";
(() => {
  const slider = document.getElementById("opacity");
  const shown = document.getElementById("opacity-value");
  if (!slider) return;
  const show = () => {
    document.documentElement.style.setProperty("--opacity", slider.value / 100);
    slider.setAttribute("aria-valuetext", `${slider.value} %`);
    shown.value = `${slider.value} %`;
  };
  slider.addEventListener("input", show);
  show();
})();
