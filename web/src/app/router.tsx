import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { withMessages } from "../messages/languages.ts";
import { parseGallerySearch } from "../pages/gallery/gallery-search.ts";
import { ModelsPage } from "../pages/models/models-page.tsx";
import { parseModelsSearch } from "../pages/models/models-search.ts";
import { NotFoundPage } from "../pages/not-found-page.tsx";
import { parseOperatorsSearch } from "../pages/operators/operators-search.ts";
import { Shell } from "./shell.tsx";

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });

const routes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/",
    component: ModelsPage,
    validateSearch: parseModelsSearch,
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/launch",
    component: lazyRouteComponent(() => withMessages(() => import("../pages/launch/launch-page.tsx")), "LaunchPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/models/$modelId",
    component: lazyRouteComponent(() => withMessages(() => import("../pages/model/model-page.tsx")), "ModelPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/ask",
    component: lazyRouteComponent(() => withMessages(() => import("../pages/ask/ask-page.tsx")), "ChooseModelPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/ask/$modelId",
    component: lazyRouteComponent(() => withMessages(() => import("../pages/ask/ask-page.tsx")), "AskPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/requests",
    component: lazyRouteComponent(
      () => withMessages(() => import("../pages/requests/requests-page.tsx")),
      "RequestsPage",
    ),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/requests/$requestId",
    component: lazyRouteComponent(
      () => withMessages(() => import("../pages/requests/request-page.tsx")),
      "RequestPage",
    ),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/portfolio",
    component: lazyRouteComponent(
      () => withMessages(() => import("../pages/portfolio/portfolio-page.tsx")),
      "PortfolioPage",
    ),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/operators",
    component: lazyRouteComponent(
      () => withMessages(() => import("../pages/operators/operators-page.tsx")),
      "OperatorsPage",
    ),
    validateSearch: parseOperatorsSearch,
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/operators/$address",
    component: lazyRouteComponent(
      () => withMessages(() => import("../pages/operators/operator-page.tsx")),
      "OperatorPage",
    ),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/gallery",
    component: lazyRouteComponent(() => withMessages(() => import("../pages/gallery/gallery-page.tsx")), "GalleryPage"),
    validateSearch: parseGallerySearch,
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/gallery/$collection",
    component: lazyRouteComponent(
      () => withMessages(() => import("../pages/gallery/gallery-page.tsx")),
      "CollectionPage",
    ),
    validateSearch: parseGallerySearch,
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/gallery/$collection/$tokenId",
    component: lazyRouteComponent(() => withMessages(() => import("../pages/gallery/token-page.tsx")), "TokenPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/transactions/$hash",
    component: lazyRouteComponent(() => withMessages(() => import("../pages/transaction-page.tsx")), "TransactionPage"),
  }),
] as const;

export const router = createRouter({
  routeTree: rootRoute.addChildren(routes),
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
