// The system's own way to send a link, as phones have it; without one there is no button.
export default function ({ data: [data], parentElement }) {
  const place = parentElement.querySelector("span")
  const what = { title: data.title, text: data.text, url: data.url }
  if (!navigator.canShare?.(what)) {
    place.replaceChildren()
    return
  }
  const button = place.querySelector("button") ?? place.appendChild(document.createElement("button"))
  button.className = "vj-button"
  button.textContent = data.label
  // Whoever closes the list of programs has changed their mind: no failure.
  button.onclick = () => navigator.share(what).catch(() => {})
}
