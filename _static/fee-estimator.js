// The fees for a number of active users, from the bands that the page gives (see fee_estimator.py).
// Reckons in whole cents; asks no server and keeps nothing.
(() => {
  "use strict";

  /** The fee of one month in cents: each rate counts only for the users within its own band. */
  function monthlyFee(users, bands) {
    let fee = 0;
    let below = 0;
    for (const [upTo, rate] of bands) {
      const end = upTo === null ? users : Math.min(users, upTo);
      fee += Math.max(0, end - below) * Math.round(rate * 100);
      below = upTo;
    }
    return fee;
  }

  function dollars(cents) {
    const digits = cents % 100 ? 2 : 0;
    return "$" + (cents / 100).toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  }

  function start(form) {
    const bands = JSON.parse(form.dataset.bands);
    const input = form.querySelector("input");
    const said = form.querySelector("output");
    const fees = [...form.querySelectorAll("[data-fee]")].map((cell) => Number(cell.dataset.fee) * 100);
    const tiers = [...form.querySelectorAll("thead th")].slice(1).map((cell) => cell.textContent);
    const show = (name, values) => form.querySelectorAll(`[${name}]`).forEach((cell, i) => {
      cell.textContent = values[i] ?? values[0];
    });
    let soon;

    function reckon() {
      const users = input.value.trim() === "" ? NaN : Number(input.value);
      const valid = Number.isSafeInteger(users) && users >= 0 && users <= 1e9;
      input.setAttribute("aria-invalid", String(!valid));
      const month = valid ? monthlyFee(users, bands) : 0;
      const sums = fees.map((fee) => fee + 12 * month);
      const text = (cents) => (valid ? dollars(cents) : "–");
      show("data-month", [text(month)]);
      show("data-year", [text(12 * month)]);
      show("data-sum", sums.map(text));
      const result = valid
        ? `${users.toLocaleString("en-US")} active users: ${dollars(month)} a month in usage fees. ` +
          tiers.map((tier, i) => `${tier}: ${dollars(sums[i])} a year`).join(". ") +
          ". The cloud bill comes on top."
        : "Enter a whole number of users, 0 or more.";
      const say = () => { said.textContent = result; };
      // A screen reader hears nothing while the form is hidden, and later one result when the typing
      // pauses, not every digit's.
      clearTimeout(soon);
      if (form.hidden) say();
      else soon = setTimeout(say, 400);
    }

    input.addEventListener("input", reckon);
    form.addEventListener("submit", (event) => event.preventDefault());
    reckon();
    form.hidden = false;
    form.parentElement.classList.add("with-script");
  }

  document.querySelectorAll(".fee-estimator-form").forEach(start);
})();
