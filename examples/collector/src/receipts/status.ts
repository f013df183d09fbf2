import type { ReceiptStatus } from '../updates/wire';

/**
 * What a visitor is told of a submission's status. Spam is shown as what just came: who sent it learns nothing. So is a
 * status that this collector does not know.
 */
export const receiptStatus = (status: string, replied: boolean): ReceiptStatus => {
  if (status === 'resolved') return 'resolved';
  if (status === 'spam') return 'received';
  if (replied) return 'answered';
  return status === 'acknowledged' ? 'read' : 'received';
};
