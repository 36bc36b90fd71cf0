/** An element of a row of scores that does not count. Outside of the symmetric range: no clamp gives it. */
export const MASKED = -32768;
