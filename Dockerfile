# The image of web, worker, clock and backup alike. How it is run stands in docker-compose.yml and docs/operations.md.
FROM python:3.11.15-slim-bookworm AS base
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /srv/secretariat

# ── What is made once: style sheets and scripts by npm, catalogues, fonts out of Debian's packages, static files ─────────
FROM base AS build
ENV VAR_DIR=/srv/var FONT_DIR=/srv/fonts
COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock
COPY package.json package-lock.json .npmrc pyproject.toml manage.py ./
COPY script script
COPY locale locale
COPY static static
COPY templates templates
COPY planning planning
COPY supervision supervision
COPY secretariat secretariat
RUN python -m script.house.image

# ── What runs ────────────────────────────────────────────────────────────────────────────────────────────────────────
FROM base
# pg_dump and pg_restore for the backups: version 15, as the database in docker-compose.yml.
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client-15 tzdata \
    && rm -rf /var/lib/apt/lists/*
COPY deploy/requirements.lock deploy/requirements.lock
RUN pip install --require-hashes -r deploy/requirements.lock
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin secretariat \
    && install -d -o secretariat -g secretariat /var/lib/secretariat /var/lib/secretariat/files
COPY pyproject.toml manage.py ./
COPY --from=build /srv/fonts /srv/fonts
COPY --from=build /srv/var/static /var/lib/secretariat/static
COPY --from=build /srv/secretariat/static static
COPY --from=build /srv/secretariat/locale locale
COPY templates templates
COPY planning planning
COPY supervision supervision
COPY secretariat secretariat
COPY deploy/healthcheck.py deploy/healthcheck.py
RUN python -m compileall -q planning supervision secretariat
ENV VAR_DIR=/var/lib/secretariat FONT_DIR=/srv/fonts HOME=/tmp
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "deploy/healthcheck.py", "http://localhost:8000/health/live"]
CMD ["gunicorn", "secretariat.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--graceful-timeout", "20", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--log-level", "warning"]
