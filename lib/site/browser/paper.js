// Fetches what paper alone shows when a page is about to be printed: nothing is sent before.
export default function ({ data: [data], parentElement }) {
  const place = parentElement.querySelector(".printed")
  const fetchNow = () => {
    if (place.shown === data.address) return
    // The page is laid out for paper as soon as this returns, so it has to wait for the answer.
    const request = new XMLHttpRequest()
    request.open("GET", data.address, false)
    try {
      request.send()
    } catch {
      return
    }
    if (request.status !== 200) return
    place.innerHTML = request.responseText
    place.shown = data.address
    place.classList.add("printed-whole")
  }
  addEventListener("beforeprint", fetchNow)
  return () => removeEventListener("beforeprint", fetchNow)
}
