#include "harness/claims_options.h"

#include <CLI/CLI.hpp>

#include "emulators/identity/generated_stations.h"

namespace kazasu::harness {

ClaimsCommandLine::ClaimsCommandLine(CLI::App& app) : app_(app) {
  auto* const claims =
      app.add_subcommand("claims", "Receipt files (RECEIPTH.UKE): make, check, send, rewrite, compare");
  claims->require_subcommand(1);
  claims->footer(
      "Example:\n"
      "  kazasu claims generate --stations 10 --month 2025-01 --seed 1 --out claims\n"
      "  kazasu claims check claims/*/RECEIPTH.UKE");
  add_generate(*claims);
  add_check(*claims);
  add_comparison(*claims);
  add_readers(*claims);
  add_send(*claims);
}

void ClaimsCommandLine::add_generate(CLI::App& claims) {
  auto* const command = claims.add_subcommand("generate", "Write each station's files, one for each payer");
  command->add_option("--stations", generate_.stations, "How many stations")
      ->required()
      ->check(CLI::Range(std::uint32_t{1}, identity::kMostStations));
  command->add_option("--month", generate_.month, "Month of the claim, YYYY-MM; care is in the month before")
      ->required();
  command->add_option("--seed", generate_.seed, "Seed of people, stations and their care");
  command->add_option("--out", generate_.out, "Folder for OUT/<station code>-<payer>/RECEIPTH.UKE")
      ->required();
}

void ClaimsCommandLine::add_check(CLI::App& claims) {
  auto* const check =
      claims.add_subcommand("check", "Say what is wrong with receipt files, a line a finding");
  check->add_option("FILE", check_.files, "Receipt files")->required();
  auto* const month =
      check->add_option("--month", check_.month, "Month of the claim, YYYY-MM; default: what each file says");
  check->add_option("--lang", check_.language, "Language of the texts")->check(CLI::IsMember({"ja", "en"}));
  auto* const registry = check->add_flag(
      "--registry", check_.registry,
      "Also beside the registers of stations and insured people of the world that generated the files, "
      "which are sends of one month in this order");
  auto* const stations =
      check->add_option("--stations", check_.stations, "Stations of that world, as in `generate`")
          ->check(CLI::Range(std::uint32_t{1}, identity::kMostStations))
          ->needs(registry);
  registry->needs(stations)->needs(month);
  check->add_option("--seed", check_.seed, "Seed of that world")->needs(registry);
  check->add_option("--insurance", check_.insurance, "Everybody plainly insured, or a realistic mix")
      ->check(CLI::IsMember({"plain", "realistic"}))
      ->needs(registry);
  check
      ->add_flag("--outcomes", check_.outcomes,
                 "Say which receipts the payers put right (transferred, split, branch identified)")
      ->needs(registry);
}

void ClaimsCommandLine::add_comparison(CLI::App& claims) {
  auto* const command = claims.add_subcommand(
      "compare-eligibility",
      "Count returns of the same care billed by what a card said at first sight, and by the online check");
  command->add_option("--stations", comparison_.stations, "How many stations")
      ->required()
      ->check(CLI::Range(std::uint32_t{1}, identity::kMostStations));
  command
      ->add_option("--month", comparison_.month, "Month of the claim, YYYY-MM; care is in the month before")
      ->required();
  command->add_option("--seed", comparison_.seed, "Seed of people, stations, their care and their mistakes");
  command
      ->add_option("--changes-ppm", comparison_.changes_ppm,
                   "Of a million patients so many change their insurer within 90 days")
      ->check(CLI::Range(0U, 900'000U));
  command->add_flag("--json", comparison_.json, "One line of JSON");
}

void ClaimsCommandLine::add_readers(CLI::App& claims) {
  auto* const rewrite =
      claims.add_subcommand("rewrite", "Read a file and write it again: the same bytes, if it is valid");
  rewrite->add_option("FILE", rewrite_.file, "A receipt file")->required();
  rewrite->add_option("--out", rewrite_.out, "Where to write")->required();
  auto* const reclaim =
      claims.add_subcommand("reclaim", "Make a file to claim returned receipts again, of RECEIPTH.HEN");
  reclaim->add_option("HEN", reclaim_.file, "A file of returned receipts, corrected")->required();
  reclaim->add_option("--month", reclaim_.month, "Month of the claim, YYYY-MM")->required();
  reclaim->add_option("--out", reclaim_.out, "Where to write")->required();
  auto* const diff = claims.add_subcommand("diff", "Say how two receipt files differ, a line a field");
  diff->add_option("FILE1", diff_.first, "A receipt file")->required();
  diff->add_option("FILE2", diff_.second, "Another")->required();
}

void ClaimsCommandLine::add_send(CLI::App& claims) {
  auto* const send =
      claims.add_subcommand("send", "Send files of generated stations over the claims line, many at a time");
  send->add_option("FILE", send_.files, "Receipt files")->required();
  send->add_option("--target", send_.target, "The claims line, e.g. https://127.0.0.1:9444")->required();
  send->add_option("--target-ca", send_.target_ca, "CA of its certificate (PEM); default: the test PKI");
  send->add_option("--credentials", send_.credentials,
                   "Folder with CODE.pem (certificate and key) for each station; default: test PKI");
  send->add_option("--i-own", send_.owned_hosts, "A host that is not loopback and that you declare your own");
  send->add_option("--data", send_.data, "Folder of the test PKI");
  send->add_option("--stations", send_.stations, "Stations of the world that generated the files")
      ->required()
      ->check(CLI::Range(std::uint32_t{1}, identity::kMostStations));
  send->add_option("--seed", send_.seed, "Seed of that world");
  send->add_option("--connections", send_.connections, "Files under way at a time")
      ->check(CLI::Range(1U, 1000U));
  send->add_flag("--without-asp", send_.without_asp, "Without checks to wait for (ASPなし)");
  send->add_flag("--test", send_.test, "Test sends (確認試験), which are never claimed");
  send->add_flag("--verbose", send_.verbose, "A line for each file");
}

std::optional<ClaimsCommand> ClaimsCommandLine::chosen() const {
  if (!app_.got_subcommand("claims")) return std::nullopt;
  auto const* const claims = app_.get_subcommand("claims");
  if (claims->got_subcommand("generate")) return generate_;
  if (claims->got_subcommand("check")) return check_;
  if (claims->got_subcommand("compare-eligibility")) return comparison_;
  if (claims->got_subcommand("rewrite")) return rewrite_;
  if (claims->got_subcommand("reclaim")) return reclaim_;
  if (claims->got_subcommand("send")) return send_;
  return diff_;
}

}  // namespace kazasu::harness
