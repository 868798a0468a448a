# Intunite in a container: built in one stage, run in another that holds nothing but what runs.
FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV npm_config_update_notifier=false CI=true
COPY package.json package-lock.json ./
# No package has to run a script: better-sqlite3 13 has its binaries inside.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build
# The program is one bundle; what stays outside it is the binding to SQLite.
RUN npm prune --omit=dev --omit=optional --omit=peer --ignore-scripts --no-audit --no-fund \
 && rm -rf node_modules/better-sqlite3-napi/deps node_modules/better-sqlite3-napi/src node_modules/node-addon-api

FROM node:24-bookworm-slim
LABEL org.opencontainers.image.title="Intunite" org.opencontainers.image.licenses="MIT"
WORKDIR /app
COPY --from=build /app/package.json /app/package-lock.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/prisma ./prisma
COPY --from=build /app/docker ./docker
COPY --from=build /app/dist ./dist
RUN ln -s /app/dist/cli/main.js /usr/local/bin/intunite && chmod +x dist/cli/main.js \
 && mkdir -m 0700 /data && chown node:node /data
USER node
ENV NODE_ENV=production INTUNITE_HOST=0.0.0.0 INTUNITE_PORT=8080 INTUNITE_DATA=/data
VOLUME /data
EXPOSE 8080 8443
HEALTHCHECK --interval=5s --timeout=10s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.INTUNITE_PORT}/_intunite/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/app/docker/entrypoint.sh"]
CMD ["intunite", "serve"]
