"""Gunicorn's settings, the same for `manage.py up` and for the container: `gunicorn -c python:advisor.server`."""

import os

from advisor import settings

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
worker_class = "gthread"
threads = 4
max_requests, max_requests_jitter = 5000, 500
accesslog = None  # addresses of reports are secrets, and nobody needs to know who looked when
logconfig_dict = settings.LOGGING  # its own would print the path and the message of an exception
control_socket_disable = True  # it would be put into the user's home folder
wsgi_app = "advisor.wsgi"
