// The work that all are given; the table's rows name it.

/** Records that wait, in the easy and in the hard case. */
export const FEW = 10;
export const MANY = 10_000;

/** A drain that is not done by then, which is the budget, is stopped, and the rest is reckoned from its pace. */
export const DRAIN_LIMIT_MS = 20_000;

/** Tabs of one profile, and what each is given. */
export const TABS = 50;
export const EACH = 5;

/** Records that drain while something goes wrong, and for how long the endpoint fails. */
export const LOSABLE = 60;
export const FAILING_MS = 2_000;
