/**
 * Whether a database refuses what it was given, and not the question: PostgreSQL's classes for values that do not fit (data
 * exception, constraint violation, program limit).
 */
export const isContentError = (error: unknown): boolean => /^(22|23|54)/.test((error as { code?: string }).code ?? '');
