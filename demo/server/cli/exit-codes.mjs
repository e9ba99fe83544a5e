export const exitCodes = { fine: 0, invalid: 1, unusable: 2, problems: 3, tooFew: 4 };

/**
 * @param {{ invalid: number, problems: number, sessions: number }} counts  `problems`: of order and timing
 * @param {{ strict?: boolean, expectSessions?: number }} expectations
 * @returns {number}
 */
export function exitCodeFor({ invalid, sessions, problems }, { strict = false, expectSessions = 0 }) {
  if (invalid > 0) return exitCodes.invalid;
  if (strict && problems > 0) return exitCodes.problems;
  return sessions < expectSessions ? exitCodes.tooFew : exitCodes.fine;
}
