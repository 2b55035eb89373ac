// A list of places or links to choose from: Streamlit's own pills take longer than all of the map.
export default function ({ data: [data], parentElement, setTriggerValue }) {
  const list = parentElement.querySelector(".places")
  if (list.ariaLabel !== data.label) Object.assign(list, { role: "group", ariaLabel: data.label })
  const old = new Map([...list.children].map(button => [button.dataset.id, button]))
  const buttons = data.items.map(([id, text]) => {
    const button = old.get(id) ?? document.createElement("button")
    if (!old.has(id)) Object.assign(button, { type: "button", tabIndex: -1 }).dataset.id = id
    if (button.textContent !== text) button.textContent = text
    const chosen = String(id === data.chosen)
    if (button.getAttribute("aria-pressed") !== chosen) button.setAttribute("aria-pressed", chosen)
    return button
  })
  const same = buttons.length === list.children.length && buttons.every((b, n) => b === list.children[n])
  const focused = list.contains(document.activeElement) ? document.activeElement : null
  if (!same) list.replaceChildren(...buttons)
  // One of them is reached by Tab, the others from there by arrows.
  const rove = (button, focus) => {
    for (const each of list.querySelectorAll("[tabindex='0']")) each.tabIndex = -1
    if (!button) return
    button.tabIndex = 0
    if (focus) button.focus()
  }
  const first = buttons.find(button => button.dataset.id === data.chosen) ?? buttons[0]
  rove(focused?.isConnected ? focused : first, Boolean(focused))
  list.onclick = event => {
    const button = event.target.closest("button")
    if (!button) return
    rove(button, true)
    setTriggerValue("chosen", button.dataset.id)
  }
  list.onkeydown = event => {
    const now = [...list.children]
    const at = now.indexOf(document.activeElement)
    const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: now.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    rove(now[(to + now.length) % now.length], true)
  }
}
