/**
 * The id of the visitor's own words among the options of a choice. What they write travels as a text answer of its own,
 * whose `question` is that of the choice with `.other` behind it.
 */
export const OTHER = 'other';
