/** `earshot/contract`: what collectors need to read a batch and to answer it. Its types know nothing of zod. */
export { depthOf, tooDeep } from './depth';
export { jsonSchemas } from './json-schema';
export { LIMITS, WIRE_VERSION } from './limits';
export type { Envelope, Refusal } from './parse';
export { idOf, parseEnvelope, parseRecord, parseResults, parseSurvey, parseSurveyInput, surveyProblems } from './parse';
export { surveyFileSchema } from './survey-file-schema';
export type * from './types';
