// The two ways to the sandbox: see what there is (the answer comes when something is new), and do something.

export const TROUBLE = "We had some trouble connecting. Try again?";
const LATE_MILLISECONDS = 3300; // Slack gives an app three seconds

export async function see(player, after, signal) {
  const query = new URLSearchParams({ player, after });
  const answer = await fetch(`/play/events?${query}`, { signal });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.json();
}

export async function act(name, deed) {
  try {
    const answer = await fetch(`/play/${name}`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(deed),
    });
    return { ok: false, errors: {}, notice: null, ...(await answer.json()) };
  } catch {
    return { ok: false, errors: {}, notice: "The sandbox does not answer. Is it still running?" };
  }
}

// As `act`, and calls `late` where Slack would stop waiting for the app.
export async function actInTime(name, deed, late) {
  const timer = setTimeout(late, LATE_MILLISECONDS);
  try {
    return await act(name, deed);
  } finally {
    clearTimeout(timer);
  }
}

export function toBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({
      name: file.name, type: file.type || "application/octet-stream", content: reader.result.split(",")[1] || "",
    });
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
