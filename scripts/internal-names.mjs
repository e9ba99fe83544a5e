/**
 * Names of properties that nobody outside of the plugin meets, beside those written `_name`: the minifier renames them. Not among
 * them is what is public, on the wire or in the store, what the player calls so, and what is reached by a string. A test of the
 * package holds that.
 */
export const internalNames = `
  adPingMs again attach attached circuit clock course delivery describe details heard heardAds known lock mainPingMs maxAgeMs
  mediaTime outlet overrides own ports prepare proven recorded renew replaced reply report restored retract
  retryAfterSeconds settings stamp store stored timed timer tracker turn unprepared wake warnings wire`
  .trim()
  .split(/\s+/);
