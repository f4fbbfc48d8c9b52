# docker build -t reper .   What it needs of its surroundings, and how to run it: docs/running.md, compose.yaml
FROM python:3.13-slim-trixie AS wheels
COPY requirements.lock /
RUN python -m venv /opt/reper \
    && /opt/reper/bin/pip install --no-cache-dir --only-binary=:all: --require-hashes -r /requirements.lock \
    && /opt/reper/bin/pip uninstall -y pip

FROM python:3.13-slim-trixie
# pg_dump, for the hourly backups of a house on PostgreSQL; of the server's version or newer
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home reper \
    && install -d -o reper -m 700 /data
COPY --from=wheels /opt/reper /opt/reper
# whatever umask they were cloned under, its user reads them
COPY --chmod=755 . /reper
WORKDIR /reper
ENV PATH=/opt/reper/bin:$PATH DATA_DIR=/data HEALTH_PORT=8081 PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["python", "-I", "-S", "bot/probe.py"]
CMD ["python", "-m", "bot", "run"]
