import { adminApi } from '../admin/admin-api';
import { submissionsApi } from '../ingest/submissions-api';
import { operationApi } from '../prometheus/operation-api';
import { receiptsApi } from '../receipts/receipts-api';
import { transferApi } from '../transfer/transfer-api';
import { updatesApi } from '../updates/updates-api';
import { webhooksApi } from '../webhooks/webhooks-api';
import type { Described } from './described';

/** Every route of the API, each described beside its code. One more is a file and a line; a test asks for it. */
export const described: Described[] = [
  ...submissionsApi,
  ...updatesApi,
  ...receiptsApi,
  ...operationApi,
  ...adminApi,
  ...transferApi,
  ...webhooksApi,
];
