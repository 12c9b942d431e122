# Made data of a sample drawn by strata, places within them and weights, and what R's own svydesign, rake and svymean say
# of it, as two cases: Rscript places/design.R cases (packages survey, jsonlite). Found with R 4.2.2, survey 4.1-1.
library(survey)
library(jsonlite)
options(survey.lonely.psu = "fail")
root <- commandArgs(TRUE)[1]
set.seed(1616)
places <- data.frame(place = sprintf("p%02d", 1:18), kind = rep(c("hall", "market", "school"), c(5, 6, 7)),
                     area = rep(c("east", "west", "north"), 6), size = c(4, 9, 14, 31, 7, 12, 25, 18, 6, 40, 11, 8, 16, 22, 5, 13, 27, 10))
own <- rbeta(18, 6, 3)
rows <- places[rep(1:18, places$size), ]
age <- sample(c("young", "middle", "old"), nrow(rows), TRUE, c(.5, .3, .2))
at <- own[match(rows$place, places$place)]
d <- data.frame(kind = rows$kind, place = rows$place, area = rows$area, age = age,
                w = round(c(hall = 1.2, market = 2.6, school = .7)[rows$kind] * runif(nrow(rows), .6, 1.8), 3),
                yes = ifelse(rbinom(nrow(rows), 1, at) == 1, "yes", "no"), points = round(100 * at + rnorm(nrow(rows), 0, 20)))
d$points[c(7, 90)] <- NA
asked <- list(
  list(id = "p", type = "proportion", variable = "yes", categories = list("yes"), ci = list("wald", "wilson", "logit", "beta")),
  list(id = "m", type = "mean", variable = "points"),
  list(id = "p_by", type = "proportion", variable = "yes", categories = list("yes"), by = list("area"), ci = list("wilson")),
  list(id = "m_by", type = "mean", variable = "points", by = list("age")))
estimate <- function(design, name, inside, ways) {
  y <- if (name == "yes") as.numeric(d$yes == "yes") else d$points
  used <- inside & !is.na(y)
  design$variables$y <- ifelse(used, y, 0)
  found <- svymean(~y, subset(design, used))
  p <- as.numeric(coef(found)); v <- as.numeric(vcov(found)); n <- sum(used); w <- weights(design)[used]
  met <- unique(d[inside, c("kind", "place")])
  df <- nrow(met) - length(unique(met$kind))
  t <- qt(.975, df)
  ne <- p * (1 - p) / v
  nb <- ne * (qt(.975, n - 1) / t)^2
  ends <- lapply(setNames(ways, ways), switch, wald = p + c(-1, 1) * t * sqrt(v),
    wilson = (p + t^2 / (2 * ne) + c(-1, 1) * t * sqrt(p * (1 - p) / ne + t^2 / (4 * ne^2))) / (1 + t^2 / ne),
    logit = plogis(qlogis(p) + c(-1, 1) * t * sqrt(v) / (p * (1 - p))),
    beta = c(qbeta(.025, nb * p, nb * (1 - p) + 1), qbeta(.975, nb * p + 1, nb * (1 - p))))
  list(n = n, estimate = p, se = sqrt(v), df = df, n_eff_kish = sum(w)^2 / sum(w^2), sum_w = sum(w), ci = ends)
}
write_case <- function(name, title, design, weighting, margins) {
  dir.create(file.path(root, name), showWarnings = FALSE)
  put <- function(what, file) write(toJSON(c(list(schema_version = 1, case = name), what), auto_unbox = TRUE, digits = NA, null = "null", pretty = 1), file.path(root, name, file))
  all <- rep(TRUE, nrow(d)); found <- list(p = estimate(design, "yes", all, c("wald", "wilson", "logit", "beta")), m = estimate(design, "points", all, "wald"))
  for (a in unique(d$area)) found[[sprintf("p_by[area=%s]", a)]] <- estimate(design, "yes", d$area == a, "wilson")
  for (a in unique(d$age)) found[[sprintf("m_by[age=%s]", a)]] <- estimate(design, "points", d$age == a, "wald")
  sample <- list(strata = "kind", cluster = "place", base_weight = "w", lonely_psu = "fail")
  put(list(title = title, kind = "survey", profile = "core", sample = sample, weighting = weighting, confidence = .95, df = "domain", requests = asked), "design.json")
  put(list(status = "ok", weights = list(values = as.numeric(weights(design))), estimates = found), "expected.json")
  write.csv(d, file.path(root, name, "responses.csv"), row.names = FALSE, na = "", quote = FALSE)
  if (!is.null(margins)) write.csv(margins, file.path(root, name, "margins.csv"), row.names = FALSE, quote = FALSE)
}
drawn <- svydesign(ids = ~place, strata = ~kind, weights = ~w, data = d)
area <- data.frame(area = c("east", "north", "west"), Freq = c(52000, 47000, 61000))
old <- data.frame(age = c("middle", "old", "young"), Freq = c(55000, 47000, 58000))
raked <- rake(drawn, list(~area, ~age), list(area, old), control = list(maxit = 2000, epsilon = 1e-14 * 160000))
# R's rake takes the residuals of one margin after another, which is another variance where base weights differ (0.0563
# for 0.0514 here); with its calibrate the raked weights bear the residuals of one regression with the base weights.
w <- weights(raked)
held <- calibrate(drawn, ~area + age, colSums(model.matrix(~area + age, d) * w), calfun = "linear")
last <- length(held$postStrata)
held$postStrata[[last]]$w <- held$postStrata[[last]]$w * (w / weights(held))
held$prob <- 1 / w
margins <- rbind(data.frame(variable = "area", category = area$area, population = area$Freq), data.frame(variable = "age", category = old$age, population = old$Freq))
write_case("c1_places_weighted", "Places within strata, with weights", drawn, list(method = "none"), NULL)
write_case("c2_places_raked", "The same, raked to area and age", held,
           list(method = "rake", margins = list("area", "age"), max_iterations = 1000, tolerance = 1e-13, variance = "residual"), margins)
