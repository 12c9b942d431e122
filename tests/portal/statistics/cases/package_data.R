suppressMessages({library(survey); library(jsonlite); library(psych)})
root <- commandArgs(TRUE)[1]  # Rscript package_data.R FOLDER
data(api)
num <- function(x) if (is.null(x) || any(!is.finite(x))) NULL else as.numeric(x)
kish <- function(w) sum(w)^2 / sum(w^2)
write_all <- function(name, design, d, margins, exp) {
  dir <- file.path(root, name); dir.create(dir, showWarnings = FALSE, recursive = TRUE)
  write.csv(d, file.path(dir, "responses.csv"), row.names = FALSE, na = "")
  if (!is.null(margins)) write.csv(margins, file.path(dir, "margins.csv"), row.names = FALSE)
  write(toJSON(c(list(schema_version = 1, case = name, profile = "core"), design), auto_unbox = TRUE, digits = NA, null = "null", pretty = TRUE), file.path(dir, "design.json"))
  write(toJSON(c(list(schema_version = 1, case = name), exp), auto_unbox = TRUE, digits = NA, null = "null", pretty = TRUE), file.path(dir, "expected.json"))
}
dfof <- function(sub) { s <- sub$strata[, 1]; c <- sub$cluster[, 1]; length(unique(paste(s, c))) - length(unique(s)) }
# est from R objects over a (calibrated) design `ds` : y numeric 0/1 or value; rows = domain logical; answered = !is.na
one <- function(ds, y, dom, type, ci = "wald", level = .95, x = NULL) {
  ans <- dom & !is.na(y) & (if (is.null(x)) TRUE else !is.na(x))
  w <- weights(ds)
  whole <- ds
  s <- whole$strata[dom, 1]; cl <- whole$cluster[dom, 1]
  df <- length(unique(paste(s, cl))) - length(unique(s)); 
  ds$variables$yy <- ifelse(is.na(y), 0, y); ds$variables$xx <- if (is.null(x)) 1 else ifelse(is.na(x), 0, x)
  sub <- ds[ans, ]
  n <- sum(ans); t <- if (df > 0) qt((1 + level) / 2, df) else NA
  if (type %in% c("mean", "proportion")) m <- svymean(~yy, sub) else if (type == "ratio") m <- svyratio(~yy, ~xx, sub) else m <- svytotal(~yy, sub)
  est <- as.numeric(coef(m)); se <- as.numeric(SE(m)); V <- se^2
  yy <- y[ans]; ww <- w[ans]; mu <- sum(ww * yy) / sum(ww)
  s2 <- n / (n - 1) * sum(ww * (yy - mu)^2) / sum(ww)
  vs <- if (type %in% c("mean", "proportion")) s2 / n else s2 * sum(ww)^2 / n
  out <- list(n = n, estimate = est, se = se, df = df, n_eff_kish = kish(ww), sum_w = sum(ww))
  if (type != "ratio") { out$deff <- if (isTRUE(vs > 0)) V / vs else NULL }
  cis <- list(); p <- est; ne <- p * (1 - p) / V
  for (k in ci) cis[[k]] <- switch(k, wald = est + c(-1, 1) * t * se,
    logit = plogis(qlogis(p) + c(-1, 1) * t * se / (p * (1 - p))),
    asin = sin(asin(sqrt(p)) + c(-1, 1) * t * se / (2 * sqrt(p * (1 - p))))^2,
    wilson = (p + t^2 / (2 * ne) + c(-1, 1) * t * sqrt(p * (1 - p) / ne + t^2 / (4 * ne^2))) / (1 + t^2 / ne),
    beta = { nb <- ne * (qt((1 + level) / 2, n - 1) / t)^2; c(qbeta((1 - level) / 2, nb * p, nb * (1 - p) + 1), qbeta((1 + level) / 2, nb * p + 1, nb * (1 - p))) },
    likelihood = { f <- function(q) 2 * ne * (p * log(p / q) + (1 - p) * log((1 - p) / (1 - q))) - t^2; c(uniroot(f, c(1e-12, p), tol = 1e-14)$root, uniroot(f, c(p, 1 - 1e-12), tol = 1e-14)$root) })
  out$ci <- cis
  out
}
W <- function(ds) list(n = nrow(ds), sum = sum(weights(ds)), n_eff_kish = kish(weights(ds)), deff_kish = nrow(ds) / kish(weights(ds)), values = as.numeric(weights(ds)))
mt <- function(v, t) data.frame(variable = v, category = names(t), population = as.numeric(t))
ALL <- c("wald", "logit", "wilson", "beta", "asin", "likelihood")
L <- function(...) as.list(c(...))
std <- function(ds, d) {  # a standard set of requests
  req <- list(
    list(id = "m", type = "mean", variable = "api00"), list(id = "tot", type = "total", variable = "enroll"),
    list(id = "p", type = "proportion", variable = "awards", categories = L("Yes"), ci = as.list(ALL)),
    list(id = "p90", type = "proportion", variable = "awards", categories = L("Yes"), ci = as.list(ALL), confidence = .9),
    list(id = "c", type = "count", variable = "awards", categories = L("Yes")),
    list(id = "r", type = "ratio", numerator = "api.stu", denominator = "enroll"),
    list(id = "mby", type = "mean", variable = "api00", by = L("stype")),
    list(id = "cby", type = "count", variable = "awards", categories = L("No"), by = L("stype", "comp.imp")),
    list(id = "rby", type = "ratio", numerator = "api.stu", denominator = "enroll", by = L("stype")),
    list(id = "av", type = "mean", variable = "avg.ed"))
  all <- rep(TRUE, nrow(d)); aw <- as.numeric(d$awards == "Yes")
  e <- list(m = one(ds, d$api00, all, "mean"), tot = one(ds, d$enroll, all, "total"), p = one(ds, aw, all, "proportion", ALL),
    p90 = one(ds, aw, all, "proportion", ALL, .9), c = one(ds, aw, all, "total"), r = one(ds, d$api.stu, all, "ratio", x = d$enroll), av = one(ds, d$avg.ed, all, "mean"))
  for (s in c("E", "H", "M")) { dm <- d$stype == s
    e[[sprintf("mby[stype=%s]", s)]] <- one(ds, d$api00, dm, "mean")
    e[[sprintf("rby[stype=%s]", s)]] <- one(ds, d$api.stu, dm, "ratio", x = d$enroll)
    for (c in c("No", "Yes")) { dc <- dm & d$comp.imp == c; if (any(dc)) e[[sprintf("cby[stype=%s,comp.imp=%s]", s, c)]] <- one(ds, 1 - aw, dc, "total") } }
  list(req = req, e = e)
}
put <- function(name, ds, d, sample, weighting, margins) { s <- std(ds, d)
  write_all(name, list(kind = "survey", sample = sample, weighting = weighting, confidence = .95, df = "domain", requests = s$req), d, margins, list(status = "ok", weights = W(ds), estimates = s$e)) }
k <- c("stype", "dnum", "snum", "awards", "sch.wide", "comp.imp", "yr.rnd", "api00", "api99", "avg.ed", "enroll", "api.stu", "pw", "fpc")
st <- apistrat[, k]; st$enroll[c(3, 50, 120)] <- NA
clu <- apiclus1[, k]
pop <- function(v) table(apipop[[v]])
stS <- list(strata = "stype", base_weight = "pw", fpc = list(column = "fpc", type = "population_psu_count"), lonely_psu = "fail")
dst <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = st, fpc = ~fpc)
put("v01_strat", dst, st, stS, list(method = "none"), NULL)
m2 <- rbind(mt("stype", pop("stype")), mt("sch.wide", pop("sch.wide")), mt("comp.imp", pop("comp.imp")))
rk <- rake(dst, list(~stype, ~sch.wide, ~comp.imp), lapply(c("stype", "sch.wide", "comp.imp"), function(v) { x <- as.data.frame(pop(v)); names(x) <- c(v, "Freq"); x }), control = list(maxit = 5000, epsilon = 1e-13))
# residual variance w.r.t. base weights: make the same weights by calibration object
cal_like <- function(ds, w, f) { # replace weights, keep GREG residual structure with base weights
  c2 <- calibrate(ds, f, population = colSums(model.matrix(f, model.frame(f, ds$variables)) * w), calfun = "linear")
  k <- length(c2$postStrata); c2$postStrata[[k]]$w <- c2$postStrata[[k]]$w * (w / weights(c2)); c2$prob <- 1 / w; c2 }
F3 <- ~stype + sch.wide + comp.imp
put("p02_rake_apistrat", cal_like(dst, weights(rk), F3), st, stS, list(method = "rake", margins = L("stype", "sch.wide", "comp.imp"), max_iterations = 1000, tolerance = 1e-10, variance = "residual"), m2)
fixd <- function(ds, w) { ds$prob <- 1 / w; ds }
put("v03_rake_fixed", fixd(dst, weights(rk)), st, stS, list(method = "rake", margins = L("comp.imp", "sch.wide", "stype"), variance = "fixed_weights"), m2)
dcl <- svydesign(id = ~dnum, weights = ~pw, data = clu, fpc = ~fpc)
clS <- list(cluster = "dnum", base_weight = "pw", fpc = list(column = "fpc", type = "population_psu_count"), lonely_psu = "fail")
pt <- colSums(model.matrix(~stype + sch.wide, apipop))
m3 <- rbind(mt("stype", pop("stype")), mt("sch.wide", pop("sch.wide")))
lin <- calibrate(dcl, ~stype + sch.wide, pt)
put("v04_cal_linear", lin, clu, clS, list(method = "calibrate", margins = L("stype", "sch.wide"), distance = "linear", variance = "residual"), m3)
lg <- calibrate(dcl, ~stype + sch.wide, pt, calfun = "logit", bounds = c(.8, 1.6), epsilon = 1e-13, maxit = 500)
put("p05_logit_apiclus1", cal_like(dcl, weights(lg), ~stype + sch.wide), clu, clS, list(method = "calibrate", margins = L("stype", "sch.wide"), distance = "logit", bounds = L(.8, 1.6), variance = "residual"), m3)
# trimming
tw <- function(w, lo, hi, strict) { held <- rep(FALSE, length(w)); repeat { out <- w < lo | w > hi; if (!any(out)) break; n <- pmin(pmax(w, lo), hi); held <- held | out; ex <- sum(w - n); n[!held] <- n[!held] + ex / sum(!held); w <- n; if (!strict) break }; w }
rw <- weights(rk)
for (z in list(list("v06_trim_eq", FALSE), list("p07_trim_equal_strict", TRUE))) put(z[[1]], fixd(dst, tw(rw, .6 * mean(rw), 1.4 * mean(rw), z[[2]])), st, stS,
  list(method = "rake", margins = L("stype", "sch.wide", "comp.imp"), variance = "fixed_weights", trimming = list(method = "redistribute_equal", lower = .6, upper = 1.4, unit = "mean_ratio", strict = z[[2]])), m2)
print(c(range(rw), mean(rw)))
stopifnot(max(abs(weights(trimWeights(rk, upper = 1.4 * mean(rw), lower = .6 * mean(rw))) - tw(rw, .6 * mean(rw), 1.4 * mean(rw), FALSE))) < 1e-9)
# rake and trim by loop
ipf <- function(d0, w) { for (i in 1:5000) { for (v in c("stype", "sch.wide", "comp.imp")) w <- w * as.numeric(pop(v)[as.character(d0[[v]])] / tapply(w, d0[[v]], sum)[as.character(d0[[v]])]); if (max(sapply(c("stype", "sch.wide", "comp.imp"), function(v) max(abs(tapply(w, d0[[v]], sum) / pop(v)[names(tapply(w, d0[[v]], sum))] - 1)))) < 1e-14) break }; w }
w <- ipf(st, st$pw); lo <- .42 * mean(w); hi <- 1.9 * mean(w); ok <- FALSE
for (r in 1:2000) { if (all(w >= lo * (1 - 1e-12) & w <= hi * (1 + 1e-12))) { ok <- TRUE; break }; w <- ipf(st, pmin(pmax(w, lo), hi)) }
print(c(ok = ok, rounds = r, range(w), lo, hi))
if (ok) put("p08_rake_and_trim", cal_like(dst, w, F3), st, stS, list(method = "rake", margins = L("stype", "sch.wide", "comp.imp"), variance = "residual", trimming = list(method = "rake_and_trim", lower = .42, upper = 1.9, unit = "mean_ratio", max_rounds = 2000)), m2)
# poststrat on crossing with cluster
cr <- table(paste(apipop$stype, apipop$sch.wide, sep = ":"))
clu$cross <- paste(clu$stype, clu$sch.wide, sep = ":"); dc2 <- svydesign(id = ~dnum, weights = ~pw, data = clu, fpc = ~fpc)
if (all(names(cr) %in% clu$cross)) { ps <- postStratify(dc2, ~cross, data.frame(cross = names(cr), Freq = as.numeric(cr)))
  put("p09_crossing_apiclus1", ps, clu[, k], clS, list(method = "poststratify", margins = L("stype:sch.wide"), variance = "residual"), mt("stype:sch.wide", cr)) }
# lonely PSUs, strata and clusters: scd with one hospital removed
data(scd); s2 <- scd[-1, ]; for (lp in c("remove", "certainty", "adjust", "average")) { options(survey.lonely.psu = lp)
  s3 <- s2; s3$y <- s3$alive / s3$arrests; s3$big <- ifelse(s3$arrests > 250, "big", "small")
  ds <- svydesign(id = ~ambulance, strata = ~ESA, data = s3, weights = ~rep(1, nrow(s3)), nest = TRUE)
  all <- rep(TRUE, nrow(s3)); e <- list(m = one(ds, s3$y, all, "mean"), r = one(ds, s3$alive, all, "ratio", x = s3$arrests))
  for (b in unique(s3$big)) e[[paste0("by[big=", b, "]")]] <- one(ds, s3$y, s3$big == b, "mean")
  write_all(paste0("v10_lonely_", lp), list(kind = "survey", sample = list(strata = "ESA", cluster = "ambulance", lonely_psu = lp), weighting = list(method = "none"), confidence = .95,
    requests = list(list(id = "m", type = "mean", variable = "y"), list(id = "r", type = "ratio", numerator = "alive", denominator = "arrests"), list(id = "by", type = "mean", variable = "y", by = L("big")))), s3, NULL, list(status = "ok", estimates = e)) }
options(survey.lonely.psu = "fail")
# differences: panel (same respondents, cluster = id), two waves raked per wave
set.seed(5); n <- 150; pnl <- rbind(data.frame(id = 1:n, wave = 1), data.frame(id = sample(n + 20, n), wave = 2))
u <- rnorm(n + 20); pnl$age <- sample(c("y", "o"), nrow(pnl), TRUE); pnl$sex <- sample(c("f", "m"), nrow(pnl), TRUE); pnl$y <- round(10 + u[pnl$id] + .3 * pnl$wave + rnorm(nrow(pnl)), 3); pnl$ok <- ifelse(pnl$y > 10.3, "yes", "no"); pnl$y[c(5, 160)] <- NA; pnl$ok[9] <- NA
diffs <- function(name, ind) { d <- pnl; d$st <- paste0("w", d$wave); mar <- NULL; w <- rep(1, nrow(d))
  for (v in 1:2) { pa <- c(o = 400 + 10 * v, y = 600); ps <- c(f = 510, m = 490 + 10 * v); mar <- rbind(mar, cbind(mt("age", pa), wave = v), cbind(mt("sex", ps), wave = v)); i <- d$wave == v
    for (k2 in 1:2000) { w[i] <- w[i] * (pa[d$age[i]] / tapply(w[i], d$age[i], sum)[d$age[i]]); w[i] <- w[i] * (ps[d$sex[i]] / tapply(w[i], d$sex[i], sum)[d$sex[i]]) } }
  d0 <- if (ind) svydesign(id = ~1, strata = ~st, weights = ~I(rep(1, nrow(d))), data = d) else svydesign(id = ~id, weights = ~I(rep(1, nrow(d))), data = d)
  d0$variables$wv <- factor(d$wave); d0 <- cal_like(d0, w, ~wv * age + wv * sex)
  dd <- function(y, dom) { a <- dom & !is.na(y); y0 <- ifelse(a, y, 0); i1 <- as.numeric(a & d$wave == 1); i2 <- as.numeric(a & d$wave == 2)
    e1 <- sum(w * y0 * i1) / sum(w * i1); e2 <- sum(w * y0 * i2) / sum(w * i2)
    d0$variables$infl <- i2 * (y0 - e2) / sum(w * i2) - i1 * (y0 - e1) / sum(w * i1); se <- as.numeric(SE(svytotal(~infl, d0)))
    s <- if (ind) d$st[dom] else rep("1", sum(dom)); cl <- if (ind) seq_len(nrow(d))[dom] else d$id[dom]; df <- length(unique(paste(s, cl))) - length(unique(s)); t <- (e2 - e1) / se
    list(n = sum(a), estimate = e2 - e1, se = se, df = df, estimate_1 = e1, estimate_2 = e2, n_1 = sum(i1), n_2 = sum(i2), t = t, p_value = 2 * pt(-abs(t), df), ci = list(wald = e2 - e1 + c(-1, 1) * qt(.975, df) * se)) }
  all <- rep(TRUE, nrow(d)); okn <- as.numeric(d$ok == "yes")
  e <- list(dm = dd(d$y, all), dp = dd(okn, all)); for (s in c("f", "m")) e[[paste0("db[sex=", s, "]")]] <- dd(d$y, d$sex == s)
  write_all(name, list(kind = "survey", sample = if (ind) list(strata = "st", lonely_psu = "fail") else list(cluster = "id"), weighting = list(method = "rake", margins = L("age", "sex"), per_wave = TRUE, variance = "residual"), confidence = .95,
    waves = list(column = "wave", values = L(1, 2), samples = if (ind) "independent" else "panel"),
    requests = list(list(id = "dm", type = "difference", of = "mean", variable = "y"), list(id = "dp", type = "difference", of = "proportion", variable = "ok", categories = L("yes")), list(id = "db", type = "difference", of = "mean", variable = "y", by = L("sex")))), d, mar, list(status = "ok", estimates = e)) }
diffs("p11_waves_independent", TRUE); diffs("p12_waves_panel", FALSE)
# reliability
sf <- data.frame(A = c(9, 6, 8, 7, 10, 6), B = c(2, 1, 4, 1, 5, 2), C = c(5, 3, 6, 2, 6, 4), D = c(8, 2, 8, 6, 9, 7))
ic <- suppressWarnings(ICC(sf, lmer = FALSE))$results; nm <- c("icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k")
e <- list(n = 6); for (i in 1:6) e[[nm[i]]] <- list(estimate = ic$ICC[i], F = ic$F[i], df1 = ic$df1[i], df2 = ic$df2[i], p_value = ic$p[i], ci = list(f = c(ic[["lower bound"]][i], ic[["upper bound"]][i])))
write_all("p13_icc_shrout", list(kind = "reliability", requests = list(list(id = "i", type = "icc", raters = L("A", "B", "C", "D")))), sf, NULL, list(status = "ok", estimates = list(i = e)))
data(bfi, package = "psychTools"); b <- bfi[1:150, c("A1", "A2", "A3", "A4", "A5")]; b$w <- rep(1:3, 50); cc <- complete.cases(b); al <- psych::alpha(b[cc, 1:5], keys = "A1", warnings = FALSE)
wc <- { x <- b[cc, ]; x$A1 <- 7 - x$A1; cov.wt(x[, 1:5], x$w)$cov }
write_all("p14_cronbach_bfi", list(kind = "reliability", requests = list(list(id = "a", type = "cronbach_alpha", items = L("A1", "A2", "A3", "A4", "A5"), reverse = L("A1"), min = 1, max = 6), list(id = "w", type = "cronbach_alpha", items = L("A1", "A2", "A3", "A4", "A5"), reverse = L("A1"), scale = list(min = 1, max = 6), weight = "w"))), b, NULL,
  list(status = "ok", estimates = list(a = list(n = sum(cc), estimate = al$total$raw_alpha, alpha_if_deleted = setNames(as.list(al$alpha.drop$raw_alpha), paste0("A", 1:5))), w = list(n = sum(cc), estimate = 5 / 4 * (1 - sum(diag(wc)) / sum(wc))))))
set.seed(2); kd <- data.frame(r1 = sample(1:4, 80, TRUE)); kd$r2 <- ifelse(runif(80) < .6, kd$r1, sample(1:4, 80, TRUE)); kd$r3 <- ifelse(runif(80) < .5, kd$r1, sample(1:4, 80, TRUE)); kd$r2[3] <- NA
kp <- function(w) { x <- kd[complete.cases(kd[, 1:2]), 1:2]; k <- cohen.kappa(x, w = w, n.obs = nrow(x)); k }
lw <- outer(1:4, 1:4, function(i, j) 1 - abs(i - j) / 3); qw <- outer(1:4, 1:4, function(i, j) 1 - (i - j)^2 / 9); nw <- diag(4)
ke <- lapply(list(none = nw, linear = lw, quadratic = qw), function(w) { k <- kp(w); list(n = 79, estimate = k$weighted.kappa, se = sqrt(k$var.weighted), ci = list(wald = k$weighted.kappa + c(-1, 1) * qnorm(.975) * sqrt(k$var.weighted))) })
write_all("v15_kappa", list(kind = "reliability", requests = lapply(c("none", "linear", "quadratic"), function(w) list(id = w, type = "cohen_kappa", raters = L("r1", "r2"), categories = L(1, 2, 3, 4), weights = w))), kd, NULL, list(status = "ok", estimates = ke))
