// As wide as Streamlit lets a sidebar lie over the page.
const PHONE = 768
const NAMED = ["aria-label", "placeholder", "title", "data-title", "alt"]

// Streamlit's own texts in the page's words; "{text}" stands for what differs.
function translator(texts) {
  const whole = new Map(texts.filter(([theirs]) => !theirs.includes("{")))
  const parts = texts.filter(([theirs]) => theirs.includes("{"))
    .map(([theirs, ours]) => [theirs.split("{text}"), ours])
  return full => {
    const text = full.trim()
    if (whole.has(text)) return whole.get(text)
    for (const [[start, end], ours] of parts)
      if (text.startsWith(start) && text.endsWith(end) && text.length > start.length + end.length)
        return ours.replace("{text}", () => text.slice(start.length, text.length - end.length))
    return null
  }
}

// One for the page, however often this is run: two would translate each other's words for ever.
const shared = (window.pageProbe ??= {
  translate: null,
  watching: false,
  // By node and attribute what Streamlit had said: the page may come to be in another language.
  before: new WeakMap(),
  followed: null,
})

function said(node, name, now, translate) {
  const known = shared.before.get(node)?.[name]
  const theirs = known?.ours === now ? known.theirs : now
  const ours = translate(theirs) ?? theirs
  if (ours !== theirs || known) shared.before.set(node, { ...shared.before.get(node), [name]: { theirs, ours } })
  return ours
}

// The page's own words, which must stay, stand in Markdown or HTML; Streamlit's never do.
const OURS = "[data-testid=stMarkdownContainer], [data-testid=stHtml], code, table"
// Its field for files alone says its own words as Markdown.
const THEIRS = "[data-testid=stFileUploaderDropzone]"
const foreign = node => node.parentElement?.closest(THEIRS) || !node.parentElement?.closest(OURS)

function say(node, translate) {
  if (node.nodeType === Node.TEXT_NODE) {
    const ours = foreign(node) ? said(node, "text", node.data, translate) : node.data
    if (ours !== node.data) node.data = ours
    return
  }
  if (node.nodeType !== Node.ELEMENT_NODE || node.closest("[data-testid=stHtml]")) return
  for (const name of NAMED) {
    const now = node.getAttribute(name)
    const ours = now === null ? now : said(node, name, now, translate)
    if (ours !== now) node.setAttribute(name, ours)
  }
  // Streamlit gives the first page an address of nothing, which is the page that one is on.
  if (node.matches("a[data-testid=stPageLink-NavLink]")) {
    const href = node.getAttribute("href") ?? ""
    if (href === "" || href.startsWith("?")) node.setAttribute("href", "./" + href)
  }
}

function sayAll(root, translate) {
  say(root, translate)
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) say(walker.currentNode, translate)
}

// With a key held down a link is for another tab or window: the browser's, not Streamlit's.
function leave(event) {
  const held = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey
  if (held && event.target.closest?.("a[href]")) event.stopPropagation()
}

// A link of ours within the page is followed as Back and Forward are: no new page is loaded. The
// address, and so all that is shown, is the same as if it were.
function follow(event) {
  const link = event.target.closest?.("a.vj-go")
  if (!link || event.defaultPrevented || event.button !== 0) return
  event.preventDefault()
  const before = location.pathname
  const main = document.querySelector("[data-testid=stMain]")
  // Where one is already there is nothing to go to but the top.
  if (link.href === location.href) return main?.scrollTo(0, 0)
  history.pushState(null, "", link.href)
  // The next run draws it anew: whoever came by keyboard goes on from where they were.
  shared.followed = { within: link.closest("[class*=vj-]:not(a)")?.className, text: link.textContent }
  dispatchEvent(new PopStateEvent("popstate"))
  if (location.pathname !== before || link.classList.contains("vj-top")) main?.scrollTo(0, 0)
}

function refocus() {
  const { within, text } = shared.followed
  if (document.activeElement !== document.body || !within) return
  const links = [...document.getElementsByClassName(within)].flatMap(each => [...each.querySelectorAll("a.vj-go")])
  const target = links.find(each => each.textContent === text) ?? links[0]
  target?.focus({ preventScroll: true, focusVisible: false })
  if (target) shared.followed = null
}

// The menu of a narrow window: the pages and the languages, behind a button.
function menu(event) {
  const button = event.target.closest?.(".vj-menu > button")
  const opened = document.querySelector(".vj-menu > button[aria-expanded=true]")
  if (button) button.setAttribute("aria-expanded", String(button !== opened))
  else if (opened && event.key === "Escape") {
    opened.setAttribute("aria-expanded", "false")
    opened.focus()
  }
}

// On a phone a list would hide what has been chosen from it: it closes after each choice.
function closeList(event) {
  if (innerWidth > PHONE || !event.target.closest?.("[role=option]")) return
  setTimeout(() => document.activeElement?.blur?.(), 150)
}

function watch() {
  if (shared.watching) return
  shared.watching = true
  new MutationObserver(changes => {
    if (shared.followed) refocus()
    for (const change of changes) {
      if (change.type !== "childList") say(change.target, shared.translate)
      else for (const node of change.addedNodes) sayAll(node, shared.translate)
    }
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true,
    attributes: true, attributeFilter: [...NAMED, "href"],
  })
  document.addEventListener("click", leave, true)
  document.addEventListener("click", follow)
  document.addEventListener("click", menu)
  document.addEventListener("keydown", event => event.key === "Escape" && menu(event))
  document.addEventListener("pointerup", closeList, true)
}

export default function ({ data: [data], parentElement, setStateValue }) {
  const page = document.documentElement
  // Screen readers and the choice of kanji glyphs go by the document's language.
  page.lang = data.lang
  // A translated text is no longer Streamlit's to change: old numbers would stay beside new ones.
  const served = navigator.languages.some(lang => data.languages.includes(lang.split("-")[0]))
  page.translate = !served
  page.classList.toggle("notranslate", served)

  shared.translate = translator(data.texts)
  sayAll(document.body, shared.translate)
  watch()

  const measure = () => {
    const width = parentElement.getBoundingClientRect?.().width
      || parentElement.host?.getBoundingClientRect().width || 0
    // Steps of 40 px: a scroll bar that comes or goes must not cause a rerun.
    if (width > 0) setStateValue("width", Math.floor(width / 40) * 40)
    setStateValue("phone", innerWidth <= PHONE)
  }
  measure()
  const watcher = new ResizeObserver(measure)
  watcher.observe(parentElement.host ?? parentElement)
  return () => watcher.disconnect()
}
