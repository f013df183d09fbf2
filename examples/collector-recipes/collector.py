"""The smallest honest collector in Python: its standard library and SQLite, nothing to install.

    python3 collector.py            FILE, default feedback.db; PORT, default 8788, 0 takes a free one
"""
import json, os, re, sqlite3, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MOST, DRAINED = 262_144, 8_388_608  # bytes of a batch; bytes that are read away before a larger one is refused
KINDS = ('submission', 'impression', 'dismissal', 'signal')
lock = threading.Lock()
db = sqlite3.connect(os.environ.get('FILE', 'feedback.db'), check_same_thread=False)
db.execute('PRAGMA journal_mode=WAL')
db.execute('PRAGMA synchronous=FULL')  # a commit is on the disk when it returns; NORMAL would lose it in a power cut
db.execute('CREATE TABLE IF NOT EXISTS records (project TEXT, id TEXT, body TEXT, PRIMARY KEY (project, id))')


def store(version, project, record, body):
    """Stores a record of a project once, and says what became of it."""
    id = record.get('id') if isinstance(record, dict) else None
    if not isinstance(id, str) or not re.fullmatch('[0-9a-f-]{36}', id):
        return {'status': 'rejected', 'code': 'invalid_id'}
    if db.execute('SELECT 1 FROM records WHERE project = ? AND id = ?', (project, id)).fetchone():
        return {'id': id, 'status': 'duplicate'}  # whatever is in it: the first one stands
    if version != 1 or record.get('v') != 1:
        return {'id': id, 'status': 'retry'}  # a newer widget's: the next version of this reads it
    if record.get('kind') not in KINDS or not isinstance(record.get('answers'), list):
        return {'id': id, 'status': 'rejected', 'code': 'invalid_record'}
    new = db.execute('INSERT INTO records VALUES (?, ?, ?) ON CONFLICT DO NOTHING', (project, id, body)).rowcount
    return {'id': id, 'status': 'accepted' if new else 'duplicate'}


class Collector(BaseHTTPRequestHandler):
    timeout = 30  # s: who sends nothing holds no thread
    error_content_type, error_message_format = 'application/json', '{}'

    def do_POST(self):
        try:
            length = int(self.headers.get('Content-Length', 0))
            if length > MOST:
                self.rfile.read(min(length, DRAINED))  # an answer before the end of the body would not be read
                return self.send_error(413)
            batch = json.loads(self.rfile.read(max(length, 0)))
            project, records = batch['project'], [(record, json.dumps(record)) for record in batch['records']]
            if not re.fullmatch('[A-Za-z0-9._-]{1,64}', project):
                raise ValueError(project)
        except (ValueError, TypeError, KeyError, RecursionError):  # no JSON, no batch, too deep
            return self.send_error(400)
        try:
            with lock, db:  # committed as a whole, before the answer
                results = [store(batch.get('v'), project, *record) for record in records]
        except sqlite3.Error:  # disk full, say: nothing of it is stored, so it comes again
            return self.send_error(503)
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.end_headers()
        self.wfile.write(json.dumps({'results': results}).encode())

    def do_GET(self):
        self.send_error(405)

    def end_headers(self):  # every answer passes here, errors included
        self.send_header('Access-Control-Allow-Origin', '*')
        self.send_header('Access-Control-Expose-Headers', 'Retry-After')
        super().end_headers()

    def log_message(self, *_):  # no addresses of visitors in logs
        pass


ThreadingHTTPServer.request_queue_size = 128
server = ThreadingHTTPServer(('127.0.0.1', int(os.environ.get('PORT', 8788))), Collector)
print(f'Collecting at http://127.0.0.1:{server.server_port}/', flush=True)
server.serve_forever()
