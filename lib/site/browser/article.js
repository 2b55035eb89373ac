// An article beside its values: pointing at one shows the other, by pointer, touch and keyboard.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".article")
  const make = (name, props = {}, ...inner) => {
    const element = Object.assign(document.createElement(name), props)
    element.append(...inner)
    return element
  }
  const { texts } = data
  const byId = new Map(data.values.map(value => [value.id, value]))
  const active = root.getRootNode().activeElement
  const before = { row: active?.closest?.("li")?.dataset.id, act: active?.dataset?.act }
  const scrolled = root.querySelector(".text")?.scrollTop ?? 0

  const text = make("div", { className: "text", lang: data.lang, tabIndex: 0 })
  text.setAttribute("role", "region")
  text.setAttribute("aria-label", texts.text)
  let last = ""
  for (const [words, ids] of data.segments) {
    if (!ids.length) {
      text.append(words)
      last = ""
      continue
    }
    // The last and narrowest gives the colour; all of them answer.
    const value = byId.get(ids[ids.length - 1])
    const mark = make("mark", { tabIndex: 0 })
    mark.dataset.ids = JSON.stringify(ids)
    mark.dataset.name = value.name
    mark.dataset.state = value.state
    if (!value.sure) mark.dataset.doubtful = ""
    mark.setAttribute("role", "button")
    mark.setAttribute("aria-label", `${ids.map(id => byId.get(id).short).join(", ")}: ${words}`)
    if (last !== value.id) mark.append(make("span", { className: "tag", ariaHidden: "true" }, value.short))
    last = value.id
    mark.append(words)
    text.append(mark)
  }

  const list = make("ul", { className: "values" })
  list.setAttribute("aria-label", texts.values)
  for (const value of data.values) {
    const row = make("li")
    Object.assign(row.dataset, { id: value.id, name: value.name, state: value.state })
    const head = make("div", { className: "head" }, make("span", { className: "label" }, value.label))
    if (value.state) head.append(make("span", { className: "said" }, `${value.state === "taken" ? "✓" : "✕"} ${texts[value.state]}`))
    else if (!value.sure) head.append(make("span", { className: "said doubt" }, `? ${texts.doubtful}`))
    const said = make("div", {}, make("span", { className: "value" }, value.value))
    if (value.words) said.append(" ", make("q", { className: "words", lang: data.lang }, value.words))
    row.append(head, said)
    const acts = make("div", { className: "acts" })
    for (const act of value.state === "taken" ? ["change", "drop"] : value.state === "dropped" ? ["take"] : ["take", "change", "drop"]) {
      const button = make("button", { type: "button" }, texts[act])
      button.dataset.act = act
      button.setAttribute("aria-label", `${texts[act]}: ${value.label}, ${value.value}`)
      button.onclick = () => setTriggerValue("decided", { id: value.id, act })
      acts.append(button)
    }
    row.append(acts)
    list.append(row)
  }
  root.replaceChildren(text, list)
  text.scrollTop = scrolled

  const rows = [...list.children]
  const marks = [...text.querySelectorAll("mark")]
  const idsOf = element => element.dataset.ids ? JSON.parse(element.dataset.ids) : [element.dataset.id]
  const within = (box, element) => {
    if (!element || box.scrollHeight <= box.clientHeight) return
    const outer = box.getBoundingClientRect(), inner = element.getBoundingClientRect()
    if (inner.top < outer.top) box.scrollTop -= outer.top - inner.top + 8
    else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom + 8
  }
  const point = element => {
    const ids = element ? idsOf(element) : []
    const on = each => idsOf(each).some(id => ids.includes(id))
    for (const each of [...rows, ...marks]) each.classList.toggle("on", on(each))
    if (!element) return
    if (element.localName === "mark") within(list, rows.find(on))
    else within(text, marks.find(on))
  }
  const of = event => event.target.closest("mark, li")
  const focused = () => root.getRootNode().activeElement?.closest?.("mark, li")
  // On elements that are new with each run, so that none is heard twice.
  for (const part of [text, list]) {
    part.addEventListener("mouseover", event => point(of(event) ?? focused()))
    part.addEventListener("mouseleave", () => point(focused()))
    part.addEventListener("focusin", event => point(of(event)))
    part.addEventListener("focusout", () => point(null))
  }
  const go = mark => rows.find(row => idsOf(mark).includes(row.dataset.id))?.querySelector("button")?.focus()
  text.onclick = event => event.target.closest("mark") && go(event.target.closest("mark"))
  text.onkeydown = event => {
    if (!["Enter", " "].includes(event.key) || event.target.localName !== "mark") return
    event.preventDefault()
    go(event.target)
  }
  // After a decision the keyboard is at the same value, or at the next one.
  const row = before.row && rows.find(each => each.dataset.id === before.row)
  if (row && !data.aim) (row.querySelector(`[data-act="${before.act}"]`) ?? row.querySelector("button"))?.focus()
  if (data.aim) aim(data.aim)
}

// The field of the form, which comes with the same run or is replaced by it.
function aim(key) {
  const named = new RegExp(`^st-key-${key}(-\\d+)?$`)
  const find = () => [...document.querySelectorAll(`[class*="st-key-${key}"]`)]
    .findLast(element => [...element.classList].some(name => named.test(name)))
    ?.querySelector("input, textarea, button")
  let left = 20, at = null
  const stop = () => { left = 0 }
  addEventListener("keydown", stop, { once: true })
  addEventListener("pointerdown", stop, { once: true })
  const step = () => {
    const field = find()
    if (field && field !== at) {
      const closed = field.closest("details:not([open])")
      closed?.querySelector("summary")?.click()
      field.scrollIntoView({ block: "center" })
      field.focus({ preventScroll: true })
      at = field
    }
    if (left-- > 0) setTimeout(step, 100)
  }
  step()
}
