/** By what an answer belongs to one figure and to no other. */
export const memberOf = ({ figure, value, label }: { figure: string; value: string; label: string }): string =>
  JSON.stringify([figure, value, label]);
