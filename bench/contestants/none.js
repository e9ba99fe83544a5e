/** A player that nobody tracks: what the others add is the difference. */
export const track = () => ({ event() {} });
