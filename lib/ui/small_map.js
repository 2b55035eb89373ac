export default function ({ data, parentElement }) {
  // Streamlit's own HTML element takes every SVG out; all text in this one is escaped.
  const place = parentElement.querySelector("div")
  if (place.shown !== data.svg) place.innerHTML = place.shown = data.svg
}
