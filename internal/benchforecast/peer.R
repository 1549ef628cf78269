# Times methods on 180 days read from standard input: milliseconds a call.
suppressMessages(library(forecast))
y <- ts(scan(file("stdin"), quiet = TRUE), frequency = 7)
timed <- function(name, times, call) {
  call()
  took <- system.time(for (i in seq_len(times)) call())[["elapsed"]]
  cat(sprintf("%s\t%.3f\n", name, 1000 * took / times))
}
timed("lm with interval", 200, function() {
  t <- seq_along(y)
  predict(lm(y ~ t), data.frame(t = 181:270), interval = "prediction")
})
timed("stlf", 20, function() stlf(y, h = 90))
timed("ets", 5, function() forecast(ets(y), h = 90))
