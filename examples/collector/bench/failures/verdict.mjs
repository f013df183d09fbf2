import { ask } from './postgres.mjs';
import { until } from './processes.mjs';

/** What the database at `url` has of what the clients were told that it has. Waits until all of it is counted. */
export const judge = async (url, clients) => {
  await until(
    'all that is stored to be counted',
    async () => !(await ask(url, 'SELECT 1 FROM earshot_pending LIMIT 1')).length,
    60_000,
  );
  const rows = await ask(url, `SELECT id, body FROM earshot_submissions WHERE project = 'shop'`);
  const [sums] = await ask(url, `SELECT sum(n) AS n FROM earshot_sums WHERE project = 'shop' AND dimension = ''`);
  const [traffic] = await ask(
    url,
    `SELECT sum(n) AS n FROM earshot_traffic WHERE project = 'shop' AND kind = 'submission'`,
  );
  const stored = new Set(rows.map(({ id }) => id));
  const tokens = new Map();
  let other = 0;
  for (const { id, body } of rows) {
    const token = JSON.parse(body).answers[1].value;
    tokens.set(token, (tokens.get(token) ?? 0) + 1);
    if (clients.sent.get(id) !== token) other++;
  }
  return {
    sent: clients.sent.size,
    acked: clients.acked.size,
    stored: rows.length,
    lost: [...clients.acked].filter((id) => !stored.has(id)).length,
    duplicates: rows.length - stored.size + [...tokens.values()].filter((times) => times > 1).length,
    /** Stored, and not as it was sent. */
    other,
    counted: Number(sums.n),
    countedRecords: Number(traffic.n),
    answeredDuplicate: clients.counts.duplicate,
    rejected: clients.counts.rejected,
  };
};

/**
 * Why a run has failed; empty where it has not. What a fault `hits`: requests that were `open` at that very moment; `some`, then
 * or until it is over; or nothing has to be.
 */
export const faultsOf = ({ faults, ...found }) => {
  const why = [];
  const { sent, acked, stored, counted, countedRecords } = found;
  if (acked !== stored || sent !== acked) why.push('sent, acked and stored differ');
  for (const name of ['lost', 'duplicates', 'other', 'rejected']) if (found[name]) why.push(`${name} is not 0`);
  if (counted !== stored || countedRecords !== stored) why.push(`counted ${counted} and ${countedRecords} times`);
  for (const { name, cut, failed, ackedSince, hits } of faults) {
    if (hits === 'open' && !cut) why.push(`${name} hit no open request`);
    if (hits === 'some' && !failed) why.push(`no request failed at ${name}`);
    if (!ackedSince) why.push(`nothing was acked after ${name}`);
  }
  return why;
};
