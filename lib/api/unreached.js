// Shows the note once its time is over without a page, and takes it away if one comes after all.
(() => {
  const note = document.getElementById("unreached")
  const app = '[data-testid="stApp"][data-test-connection-state="CONNECTED"]'
  const there = () => document.querySelector(`${app} [data-testid="stMain"] [data-testid="stElementContainer"]`)
  const look = new MutationObserver(() => {
    if (!there()) return
    note.remove()
    look.disconnect()
  })
  look.observe(document.body, {
    subtree: true, childList: true,
    attributes: true, attributeFilter: ["data-test-connection-state"],
  })
  setTimeout(() => { if (!there()) note.hidden = false }, note.dataset.seconds * 1000)
})()
