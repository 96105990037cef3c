# Sitebook as a container. Written after the documentation of Docker; it was not built or run yet.
#   docker build -t sitebook .
# The pages need a real certificate for Excel: put a proxy that speaks https before it, and set SITEBOOK_PROXIES=1.

FROM node:22-slim AS build
WORKDIR /sitebook
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY . .
RUN node --input-type=module -e "import { buildIfStale } from './scripts/lib/build.mjs'; await buildIfStale(process.cwd());" \
  && npm prune --omit=dev

FROM node:22-slim
ENV NODE_ENV=production SITEBOOK_HOST=0.0.0.0 SITEBOOK_DATA=/var/lib/sitebook/data SITEBOOK_BACKUPS=/var/lib/sitebook/backups
WORKDIR /sitebook
COPY --from=build /sitebook/package.json /sitebook/manifest.xml ./
COPY --from=build /sitebook/node_modules ./node_modules
COPY --from=build /sitebook/dist ./dist
COPY --from=build /sitebook/assets ./assets
# Migrations are read beside the sources.
COPY --from=build /sitebook/server/stores/migrations ./server/stores/migrations
# docker compose exec sitebook sitebook backup
RUN printf '#!/bin/sh\nexec node /sitebook/dist/server/cli/main.js "$@"\n' > /usr/local/bin/sitebook \
  && chmod 755 /usr/local/bin/sitebook \
  && mkdir -p /var/lib/sitebook && chown node:node /var/lib/sitebook
USER node
VOLUME /var/lib/sitebook
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT ?? 3000) + '/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/server/main.js"]
