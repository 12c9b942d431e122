# Made data of two waves at the same fourteen places, and what R says of them: Rscript make.R (packages survey, clubSandwich, jsonlite).
# Found with R 4.2.2, survey 4.1-1. `v` is the variance of svymean with svydesign(ids = ~place); `reduced` the same sum over
# places of squared influence, each divided by 1 - its part of the weight (by lm and rowsum, apart from survey); `cr2` what
# clubSandwich calls CR2 of the plain mean.
library(survey)
library(clubSandwich)
library(jsonlite)
set.seed(1619)
places <- data.frame(place = sprintf("p%02d", 1:14), area = rep(c("east", "west"), 7),
                     size = c(6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 36, 39, 42, 60))
drawn <- function(wave) {
  rows <- places[rep(seq_len(nrow(places)), places$size + wave), ]
  own <- rbeta(nrow(places), 8, 3)[match(rows$place, places$place)]
  data.frame(wave = wave, place = rows$place, area = rows$area,
             age = sample(c("young", "middle", "old"), nrow(rows), TRUE, c(.5, .3, .2)),
             yes = rbinom(nrow(rows), 1, own), points = round(100 * own + rnorm(nrow(rows), 0, 20)))
}
made <- rbind(drawn(1), drawn(2))
write.csv(made, "made.csv", row.names = FALSE, quote = FALSE)
area <- data.frame(area = c("east", "west"), Freq = c(52000, 61000))
age <- data.frame(age = c("young", "middle", "old"), Freq = c(38000, 42000, 33000))
raked <- function(d) rake(d, list(~area, ~age), list(area, age), control = list(maxit = 500, epsilon = 1e-14 * 113000))
said <- function(d, name, inside = rep(TRUE, nrow(d$variables))) {
  found <- svymean(as.formula(paste0("~", name)), subset(d, inside))
  list(value = as.numeric(coef(found)), v = as.numeric(vcov(found)))
}
reduced <- function(rows, name, w, is_raked, inside = rep(TRUE, nrow(rows))) {
  y <- rows[[name]]
  total <- sum(w[inside])
  u <- ifelse(inside, (y - sum((w * y)[inside]) / total) / total, 0)
  if (is_raked) u <- residuals(lm(u ~ area + age, rows))
  z <- rowsum(w * u, rows$place)[, 1]
  part <- rowsum(ifelse(inside, w, 0), rows$place)[, 1] / total
  sum(z^2 / (1 - part))
}
one <- made[made$wave == 1, ]
design <- svydesign(ids = ~place, weights = ~1, data = one)
with <- raked(design)
w <- weights(with)
asked <- list()
for (name in c("yes", "points")) {
  east <- one$area == "east"
  old <- one$age == "old"
  asked[[name]] <- list(
    plain = c(said(design, name), reduced = reduced(one, name, rep(1, nrow(one)), FALSE)),
    raked = c(said(with, name), reduced = reduced(one, name, w, TRUE)),
    plain_east = c(said(design, name, east), reduced = reduced(one, name, rep(1, nrow(one)), FALSE, east)),
    raked_old = c(said(with, name, old), reduced = reduced(one, name, w, TRUE, old)))
}
both <- svydesign(ids = ~place, weights = ~1, data = made)
change <- svycontrast(svyby(~yes, ~wave, both, svymean, covmat = TRUE), c(-1, 1))
squares <- summary(aov(yes ~ place, one))[[1]][["Mean Sq"]]
answer <- list(asked = asked, change = list(value = as.numeric(coef(change)), v = as.numeric(vcov(change))),
               cr2 = vcovCR(lm(yes ~ 1, one), one$place, type = "CR2")[1, 1],
               msb = squares[1], msw = squares[2], weights = as.list(tapply(w, paste(one$area, one$age), unique)))
write(toJSON(answer, auto_unbox = TRUE, digits = NA, pretty = TRUE), "expected.json")
