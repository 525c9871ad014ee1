// Shortcodes a bot of a boat's office may send; an unknown one is shown as it was written.

const KNOWN = {
  anchor: "⚓", sailboat: "⛵", boat: "⛵", ocean: "🌊", wave: "👋", sunny: "☀️", partly_sunny: "⛅", rain_cloud: "🌧️",
  umbrella: "☔", wind_blowing_face: "🌬️", sunrise: "🌅", sunset: "🌇", moon: "🌙", warning: "⚠️", no_entry: "⛔",
  no_entry_sign: "🚫", rotating_light: "🚨", bell: "🔔", no_bell: "🔕", calendar: "📅", date: "📅", spiral_calendar_pad: "🗓️",
  clock1: "🕐", clock3: "🕒", hourglass: "⌛", hourglass_flowing_sand: "⏳", alarm_clock: "⏰", stopwatch: "⏱️",
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", heavy_multiplication_x: "✖️",
  question: "❓", grey_question: "❔", exclamation: "❗", bangbang: "‼️", information_source: "ℹ️", bulb: "💡",
  red_circle: "🔴", large_orange_circle: "🟠", large_yellow_circle: "🟡", large_green_circle: "🟢",
  large_blue_circle: "🔵", white_circle: "⚪", black_circle: "⚫", large_green_square: "🟩", large_yellow_square: "🟨",
  large_red_square: "🟥", white_large_square: "⬜", arrow_right: "➡️", arrow_left: "⬅️", arrow_up: "⬆️", arrow_down: "⬇️",
  arrows_counterclockwise: "🔄", repeat: "🔁", rewind: "⏪", link: "🔗", email: "📧", envelope: "✉️", mailbox: "📫",
  incoming_envelope: "📨", telephone_receiver: "📞", phone: "☎️", iphone: "📱", speech_balloon: "💬", memo: "📝",
  pencil: "📝", pencil2: "✏️", clipboard: "📋", page_facing_up: "📄", paperclip: "📎", pushpin: "📌", round_pushpin: "📍",
  mag: "🔍", key: "🔑", lock: "🔒", unlock: "🔓", gear: "⚙️", wrench: "🔧", hammer_and_wrench: "🛠️", construction: "🚧",
  bust_in_silhouette: "👤", busts_in_silhouette: "👥", pray: "🙏", raised_hands: "🙌", ok_hand: "👌", clap: "👏",
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", smile: "😄", slightly_smiling_face: "🙂", tada: "🎉", star: "⭐",
  fire: "🔥", moneybag: "💰", dollar: "💵", camera: "📷", frame_with_picture: "🖼️", package: "📦", wastebasket: "🗑️",
  ship: "🚢", motor_boat: "🛥️", canoe: "🛶", captain: "🧑‍✈️", sparkles: "✨", eyes: "👀", new: "🆕", ok: "🆗", zzz: "💤",
};

export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => KNOWN[name] || whole);
}
