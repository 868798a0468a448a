# Intunite in a container: built in one stage, run in another that holds nothing but what runs.
FROM node:24-bookworm-slim AS build
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV npm_config_nodedir=/usr/local npm_config_update_notifier=false CI=true
COPY package.json package-lock.json ./
# Where no prebuilt better-sqlite3 is to be had it is compiled. The headers of Node 24.21 give node::ObjectWrap a hook that it
# takes away when it is collected, and that aborts where no context is entered; the prebuilt ones were made without it.
RUN sed -i '/CleanupHook(v8::Isolate::GetCurrent/d' /usr/local/include/node/node_object_wrap.h
RUN npm ci --ignore-scripts --no-audit --no-fund && npm rebuild better-sqlite3
COPY . .
RUN npm run build
# Optional peers bring Prisma's command line and its studio along; nothing of that runs here.
RUN npm prune --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund \
 && rm -rf node_modules/prisma node_modules/@prisma/studio-core node_modules/@prisma/dev node_modules/@prisma/engines \
    node_modules/typescript node_modules/@electric-sql node_modules/mysql2 node_modules/better-sqlite3/deps \
    node_modules/better-sqlite3/build/Release/obj node_modules/better-sqlite3/build/Release/.deps \
 && find node_modules/@prisma/client/runtime \( -name '*cockroachdb*' -o -name '*mysql*' -o -name '*sqlserver*' \
    -o -name '*compiler_small*' -o -name '*query_compiler*.js' \) -delete \
 && find node_modules dist \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -type f -delete

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
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.INTUNITE_PORT}/_intunite/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/app/docker/entrypoint.sh"]
CMD ["intunite", "serve"]
