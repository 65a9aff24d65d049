# Brokerage roles by sna, for every network that golden.py hands over:
#
#     Rscript golden.R FOLDER_WITH_NETWORKS FOLDER_FOR_RESULTS
#
# A network is NAME.nodes.csv (group) and NAME.ties.csv (source, target; nodes counted from 1; of an undirected tie
# both arcs). The result is NAME.sna.json with 17 digits, null where sna has no number. Rows are nodes, columns
# coordinator, itinerant, gatekeeper, representative, liaison, total.
suppressPackageStartupMessages(library(sna))

# sna's names in our order. In a → b → c with a outside and b and c inside, b is the gatekeeper.
columns <- c("w_I", "w_O", "b_OI", "b_IO", "b_O", "t")
arcs <- matrix(0, 3, 3)
arcs[1, 2] <- arcs[2, 3] <- 1
stopifnot(brokerage(arcs, c(1, 2, 2))$raw.nli[2, columns] == c(0, 0, 1, 0, 0, 1))

number <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), "null")
row_text <- function(x) paste0("[", paste(number(x), collapse = ", "), "]")
table_text <- function(x) paste0("[\n  ", paste(apply(x, 1, row_text), collapse = ",\n  "), "\n]")
field <- function(name, text) paste0("\"", name, "\": ", text)

arguments <- commandArgs(trailingOnly = TRUE)
for (file in list.files(arguments[1], "[.]nodes[.]csv$")) {
    name <- sub("[.]nodes[.]csv$", "", file)
    group <- read.csv(file.path(arguments[1], file))$group
    ties <- as.matrix(read.csv(file.path(arguments[1], paste0(name, ".ties.csv"))))
    arcs <- matrix(0, length(group), length(group))
    arcs[ties] <- 1
    found <- brokerage(arcs, group)
    fields <- c(
        field("made_with", sprintf("\"R %s, sna %s\"", getRversion(), packageVersion("sna"))),
        field("count", table_text(found$raw.nli[, columns])),
        field("expected", table_text(found$exp.nli[, columns])),
        field("sd", table_text(found$sd.nli[, columns])),
        field("z", table_text(found$z.nli[, columns])),
        field("global_count", row_text(found$raw.gli[columns])),
        field("global_expected", row_text(found$exp.gli[columns])),
        field("global_sd", row_text(found$sd.gli[columns]))
    )
    writeLines(paste0("{\n", paste(fields, collapse = ",\n"), "\n}"), file.path(arguments[2], paste0(name, ".sna.json")))
}
