// Click on the plan to fill in where the chosen risk point stands. Without this file one types the two numbers.
const plan = document.querySelector("[data-plan]");
const form = document.querySelector("[data-plan-form]");

if (plan && form) {
  const mark = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  mark.setAttribute("class", "chosen");
  mark.setAttribute("r", "20");
  plan.classList.add("choosing");
  plan.addEventListener("click", (event) => {
    if (event.target.closest("a")) return;
    const box = plan.getBoundingClientRect();
    const parts = (at, from, size) => Math.max(0, Math.min(1000, Math.round(((at - from) / size) * 1000)));
    const x = parts(event.clientX, box.left, box.width);
    const y = parts(event.clientY, box.top, box.height);
    form.elements.plan_x.value = x;
    form.elements.plan_y.value = y;
    mark.setAttribute("cx", x);
    mark.setAttribute("cy", (y * plan.viewBox.baseVal.height) / 1000);
    plan.append(mark);
  });
}
