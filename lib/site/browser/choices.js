// Lists to choose from. The options of a closed list are not made: Streamlit's own lists make each of them
// anew in each run, two hundred places though nobody looks at them.
const lists = new WeakMap()
const fold = text => text.normalize("NFKD").toLowerCase().replaceAll("đ", "d").replace(/[^\p{L}\p{N}]/gu, "")
const make = (tag, given = {}, attributes = {}) => {
  const made = Object.assign(document.createElement(tag), given)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  return made
}
// What stays as it is, is not written again.
const put = (element, property, value) => element[property] === value || (element[property] = value)
// How long, in ms, what a run of before shows does not take back what was chosen since.
const ON_ITS_WAY = 5000, UNHEARD = 2000
let number = 0

// The title of a list, and a note that explains it.
class Head {
  constructor(place, id) {
    this.title = make("label", { htmlFor: `${id}_text`, id: `${id}_title` })
    this.note = make("div", { className: "vj-choices-note", id: `${id}_note`, popover: "auto" })
    this.button = make("button", { type: "button", textContent: "?", className: "vj-choices-help" }, { popovertarget: this.note.id })
    this.note.addEventListener("toggle", () => {
      const { left, top, bottom } = this.button.getBoundingClientRect(), { offsetWidth, offsetHeight } = this.note
      const x = Math.max(8, Math.min(left, innerWidth - offsetWidth - 8))
      const y = bottom + 4 + offsetHeight < innerHeight ? bottom + 4 : Math.max(8, top - 4 - offsetHeight)
      Object.assign(this.note.style, { left: `${x}px`, top: `${y}px` })
    })
    const head = make("div", { className: "vj-choices-head" })
    head.append(this.title, this.button, this.note)
    place.append(head)
  }

  show({ title, help, texts }) {
    if (this.said === title + help) return
    this.said = title + help
    this.title.textContent = title
    this.button.hidden = !help
    this.note.textContent = help
    this.button.setAttribute("aria-label", texts.help)
  }
}

class Control {
  constructor(place) {
    this.id = `choices_${++number}`
    this.head = new Head(place, this.id)
  }

  // What the run of the page says; what was chosen since is on its way.
  settle(data) {
    this.head.show(data)
    const same = JSON.stringify(data.chosen) === JSON.stringify(this.chosen)
    if (same || !(performance.now() < this.until)) this.chosen = data.chosen
    if (same) this.until = 0
    this.data = data
  }

  choose(chosen) {
    this.chosen = chosen
    this.until = performance.now() + ON_ITS_WAY
    this.say()
  }

  // Once more while nothing has come of it: a server that begins anew meanwhile has not heard it.
  say() {
    this.tell(this.chosen)
    clearTimeout(this.later)
    this.later = setTimeout(() => performance.now() < this.until && this.say(), UNHEARD)
  }
}

// One of a few options, as the browser's own list.
class Select extends Control {
  constructor(place) {
    super(place)
    this.select = make("select", { id: `${this.id}_text` })
    this.select.addEventListener("change", () => this.choose([this.select.value].filter(Boolean)))
    place.append(this.select)
  }

  show(data) {
    this.settle(data)
    const options = data.placeholder ? [["", data.placeholder], ...data.options] : data.options
    const told = JSON.stringify(options)
    if (told !== this.told) this.select.replaceChildren(...options.map(([value, textContent]) => make("option", { value, textContent })))
    this.told = told
    this.select.value = this.chosen[0] ?? ""
  }
}

// All options side by side or one below the other, one of which is on, or any of them.
class Buttons extends Control {
  constructor(place) {
    super(place)
    this.group = make("div", {}, { "aria-labelledby": this.head.title.id })
    this.group.addEventListener("change", () => this.choose(this.inputs.filter(input => input.checked).map(input => input.value)))
    // As on a button; a list of radios is gone through by arrows.
    this.group.addEventListener("keydown", event => event.key === "Enter" && event.target.click())
    place.append(this.group)
    this.inputs = []
  }

  show(data) {
    this.settle(data)
    const { form, several, disabled, options } = data, told = JSON.stringify([form, several, options.map(([value]) => value)])
    if (told !== this.told) {
      this.group.className = `vj-choices-${form}`
      this.group.setAttribute("role", several ? "group" : "radiogroup")
      this.inputs = options.map(([value]) => make("input", { type: several ? "checkbox" : "radio", name: this.id, value }))
      this.texts = options.map(() => make("span"))
      this.group.replaceChildren(...this.inputs.map((input, n) => {
        const label = make("label")
        label.append(input, this.texts[n])
        return label
      }))
    }
    this.told = told
    options.forEach(([value, label], n) => {
      put(this.texts[n], "textContent", label)
      put(this.inputs[n], "checked", this.chosen.includes(value))
      put(this.inputs[n], "disabled", disabled)
    })
  }
}

// One or several of many options, which are looked for by what is typed.
class List extends Control {
  constructor(place) {
    super(place)
    const { id } = this
    this.tags = make("span", { className: "vj-choices-tags" })
    this.text = make("input", { id: `${id}_text`, type: "text", autocomplete: "off", spellcheck: false }, {
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}_options`,
    })
    this.clear = make("button", { type: "button", textContent: "×", className: "vj-choices-clear" })
    this.box = make("div", { className: "vj-choices-box" })
    this.options = make("div", { id: `${id}_options`, popover: "manual", className: "vj-choices-options" }, {
      role: "listbox", "aria-labelledby": this.head.title.id,
    })
    this.box.append(this.tags, this.text, this.clear)
    place.append(this.box, this.options)
    this.listen(place)
  }

  listen(place) {
    this.box.addEventListener("click", event => {
      const tag = event.target.closest("[data-id]")
      if (tag) return this.toggle(tag.dataset.id)
      this.text.focus()
      if (event.target !== this.clear) this.open()
    })
    this.clear.addEventListener("click", () => this.choose([]))
    this.text.addEventListener("input", () => this.open())
    this.text.addEventListener("keydown", event => this.key(event))
    // The focus stays where one types.
    this.options.addEventListener("pointerdown", event => event.preventDefault())
    this.options.addEventListener("click", event => this.take(event.target.closest("[role=option]")))
    place.addEventListener("focusout", event => place.contains(event.relatedTarget) || this.close())
  }

  get isOpen() { return this.text.getAttribute("aria-expanded") === "true" }

  show(data) {
    this.settle(data)
    this.options.setAttribute("aria-multiselectable", data.several)
    this.box.classList.toggle("one", !data.several)
    this.draw()
  }

  draw() {
    const { data, chosen } = this
    this.known ??= new Map()
    this.known.clear()
    for (const option of data.options) this.known.set(option[0], option)
    const tags = chosen.filter(id => this.known.has(id)).map(id => {
      const tag = make("span", { className: "vj-choices-tag", textContent: this.known.get(id)[1] })
      tag.append(make("button", { type: "button", textContent: "×" }, {
        "data-id": id, "aria-label": data.texts.remove.replace("{option}", this.known.get(id)[1]),
      }))
      return tag
    })
    const told = tags.map(tag => tag.textContent).join()
    if (told !== this.told) this.tags.replaceChildren(...tags)
    this.told = told
    put(this.text, "placeholder", tags.length ? "" : data.placeholder)
    put(this.clear, "hidden", tags.length < 2)
    put(this.clear, "ariaLabel", data.texts.clear)
    if (!this.isOpen) return
    this.fill()
    this.lay()
  }

  fill() {
    const typed = fold(this.text.value), active = this.active?.dataset.id
    const found = this.data.options.filter(([, label, names = []]) => !typed || [label, ...names].some(name => fold(name).includes(typed)))
    // Whose name begins with what is typed comes first.
    const first = ([, label, names = []]) => typed && [label, ...names].some(name => fold(name).startsWith(typed)) ? 0 : 1
    found.sort((a, b) => first(a) - first(b))
    const rows = found.map(([id, label, , said]) => {
      const row = make("div", {}, { role: "option", "data-id": id, "aria-selected": this.chosen.includes(id) })
      row.append(make("span", { textContent: label }))
      if (said) row.append(make("small", { textContent: said }))
      return row
    })
    if (typed && !found.length)
      rows.push(make("div", { textContent: this.data.texts.look.replace("{text}", this.text.value.trim()) }, { role: "option", "data-typed": "" }))
    rows.forEach((row, n) => (row.id = `${this.options.id}_${n}`))
    const top = this.options.scrollTop
    this.options.replaceChildren(...rows)
    this.options.scrollTop = top
    this.point((active && rows.find(row => row.dataset.id === active)) || (typed ? rows[0] : null))
  }

  point(row) {
    this.active?.classList.remove("active")
    this.active = row
    if (!row) return this.text.removeAttribute("aria-activedescendant")
    row.classList.add("active")
    this.text.setAttribute("aria-activedescendant", row.id)
    row.scrollIntoView({ block: "nearest" })
  }

  open() {
    if (!this.isOpen) {
      this.text.setAttribute("aria-expanded", "true")
      this.options.showPopover()
      // No longer than the list is open: it may be gone before the page is.
      this.opened = new AbortController()
      const { signal } = this.opened, follow = event => event.target !== this.options && this.lay()
      addEventListener("scroll", follow, { capture: true, passive: true, signal })
      addEventListener("resize", follow, { signal })
    }
    this.active = null
    this.fill()
    this.lay()
  }

  // Below the box or, where there is more room, above it.
  lay() {
    const { left, top, bottom, width } = this.box.getBoundingClientRect(), gap = 4
    const below = innerHeight - bottom - 2 * gap, above = top - 2 * gap, up = below < 160 && above > below
    Object.assign(this.options.style, {
      left: `${left}px`, width: `${width}px`, maxHeight: `${Math.min(320, up ? above : below)}px`,
      top: up ? "auto" : `${bottom + gap}px`, bottom: up ? `${innerHeight - top + gap}px` : "auto",
    })
  }

  close() {
    if (!this.isOpen) return
    this.opened.abort()
    this.text.setAttribute("aria-expanded", "false")
    this.text.value = ""
    this.point(null)
    this.options.hidePopover()
    this.options.replaceChildren()
  }

  key(event) {
    const { key } = event, rows = [...this.options.children], at = rows.indexOf(this.active)
    const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? rows.length - 1 : at - 1, PageDown: at + 8, PageUp: at - 8 }[key]
    if (event.isComposing) return
    if (to !== undefined) {
      event.preventDefault()
      if (!this.isOpen) return this.open()
      const turned = key.startsWith("Arrow") ? (to + rows.length) % rows.length : Math.max(0, Math.min(to, rows.length - 1))
      return this.point(rows[turned])
    }
    if (key === "Enter" && this.isOpen) {
      event.preventDefault()
      this.take(this.active)
    } else if (key === "Escape" && this.isOpen) {
      // What is around it, such as a dialog, stays open.
      event.stopPropagation()
      this.close()
    } else if (key === "Backspace" && !this.text.value && this.chosen.length) this.choose(this.chosen.slice(0, -1))
  }

  take(row) {
    if (!row) return
    const typed = this.text.value.trim()
    this.text.value = ""
    if (row.dataset.id) this.toggle(row.dataset.id)
    else {
      // What it means the server finds out, or asks back.
      this.tell(this.data.several ? [...this.chosen, typed] : [typed])
      this.close()
    }
  }

  toggle(id) {
    if (this.chosen.includes(id)) this.choose(this.chosen.filter(each => each !== id))
    else this.choose(this.data.several ? [...this.chosen, id] : [id])
    if (!this.data.several) this.close()
  }

  choose(chosen) {
    super.choose(chosen)
    this.draw()
  }
}

const FORMS = { list: List, select: Select }
// The data come as bytes.
export default function ({ data: bytes, parentElement, setTriggerValue }) {
  const data = JSON.parse(new TextDecoder().decode(bytes))
  const place = parentElement.querySelector(".vj-choices")
  if (!lists.has(place)) lists.set(place, new (FORMS[data.form] ?? Buttons)(place))
  const list = lists.get(place)
  list.tell = chosen => setTriggerValue("chosen", chosen)
  list.show(data)
}
