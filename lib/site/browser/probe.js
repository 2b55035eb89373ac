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
  // The language that the page was last put into, as a whole.
  lang: null,
  watching: false,
  // By node and attribute what Streamlit had said: the page may come to be in another language.
  before: new WeakMap(),
  // Where the link leads that is about to be followed; what is to have the focus afterwards.
  following: null,
  followed: null,
  // The last wish to write somewhere: each is granted once. How often the next was tried, in frames.
  wanted: null,
  tries: 0,
  trying: null,
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
// But for the button within a place for files, whose words are Streamlit's.
const THEIRS = "[data-testid=stFileUploaderDropzone]"
const closestElement = node => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)
const foreign = ({ parentElement: within }) => !within?.closest(OURS) || within.closest(THEIRS)

// All within is the page's own: HTML, charts, the list of places. A chart has a thousand elements.
const WHOLLY_OURS = "[data-testid=stHtml], [data-testid=stBidiComponent]"

function say(node, translate) {
  if (node.nodeType === Node.TEXT_NODE) {
    const ours = foreign(node) ? said(node, "text", node.data, translate) : node.data
    if (ours !== node.data) node.data = ours
    return
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return
  for (const name of NAMED) {
    const now = node.getAttribute(name)
    const ours = now === null ? now : said(node, name, now, translate)
    if (ours !== now) node.setAttribute(name, ours)
  }
}

const skipped = node => node.nodeType === Node.ELEMENT_NODE && node.matches(WHOLLY_OURS)
  ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT

function sayAll(root, translate) {
  if (!root.isConnected || closestElement(root)?.closest(WHOLLY_OURS)) return
  say(root, translate)
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, skipped)
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
  const main = document.querySelector("[data-testid=stMain]")
  // Where one is already there is nothing to go to but the top.
  if (link.href === location.href) return main?.scrollTo(0, 0)
  shared.following = null
  if (link.pathname === location.pathname) return go(link)
  whenIdle(link, () => go(link))
}

const IDLE = "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"

// A run that is under way names its page, and Streamlit then writes that page's address, without
// parameters, over the one that was gone to; so one goes to another page once it is over. Whoever has
// clicked elsewhere meanwhile goes there; whoever waits long, by loading.
function whenIdle(link, follow) {
  const { href } = link
  const patience = performance.now() + 3000
  shared.following = href
  const turn = () => {
    if (shared.following !== href) return
    if (document.querySelector(IDLE)) {
      shared.following = null
      return follow()
    }
    if (performance.now() > patience) return location.assign(href)
    setTimeout(turn, 20)
  }
  turn()
}

function go(link) {
  const before = location.pathname
  const main = document.querySelector("[data-testid=stMain]")
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

// Whoever asked by a key for something to write goes on writing: a mark on the page says where. Where
// it names nothing, what was written is done, and keys are no letters any more.
function intoField() {
  const mark = document.querySelector(".vj-into")
  if (!mark || mark.dataset.wish === shared.wanted) return
  if (!mark.dataset.key) {
    shared.wanted = mark.dataset.wish
    leaveField(document.activeElement)
    return
  }
  const field = document.querySelector(`.st-key-${CSS.escape(mark.dataset.key)} :is(textarea, input)`)
  if (!field) return
  field.focus()
  // What is about to be unfolded takes no focus yet, and nothing tells when it does.
  if (document.activeElement === field || ++shared.tries > 120) {
    shared.wanted = mark.dataset.wish
    shared.tries = 0
  } else if (!shared.trying) {
    shared.trying = requestAnimationFrame(() => {
      shared.trying = null
      intoField()
    })
  }
}

// From a field of the page for curators to the keys of its steps; an open list closes first.
function leaveField(field) {
  if (field?.matches?.(".st-key-curating :is(textarea, input):not([aria-expanded=true])")) field.blur()
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

// What a button stands beside goes to the clipboard; where pages have none, as without TLS, by a selection.
async function copy(event) {
  const button = event.target.closest?.(".vj-quotable > .vj-copy")
  if (!button) return
  const text = button.parentElement.querySelector("code")
  try {
    await navigator.clipboard.writeText(text.textContent)
  } catch {
    getSelection().selectAllChildren(text)
    if (!document.execCommand("copy")) return
  }
  const label = button.textContent
  if (label === button.dataset.done) return
  button.textContent = button.dataset.done
  setTimeout(() => (button.textContent = label), 2000)
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
    intoField()
    for (const change of changes) {
      if (closestElement(change.target)?.closest(WHOLLY_OURS)) continue
      if (change.type !== "childList") say(change.target, shared.translate)
      else for (const node of change.addedNodes) sayAll(node, shared.translate)
    }
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true,
    attributes: true, attributeFilter: NAMED,
  })
  document.addEventListener("click", leave, true)
  document.addEventListener("click", follow)
  document.addEventListener("click", menu)
  document.addEventListener("click", copy)
  document.addEventListener("keydown", event => event.key === "Escape" && menu(event))
  document.addEventListener("keydown", event => event.key === "Escape" && leaveField(event.target))
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

  // What comes later, the observer sees.
  if (shared.lang !== data.lang) {
    shared.lang = data.lang
    shared.translate = translator(data.texts)
    sayAll(document.body, shared.translate)
  }
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
