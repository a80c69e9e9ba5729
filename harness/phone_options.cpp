#include "harness/phone_options.h"

#include <CLI/CLI.hpp>

namespace kazasu::harness {

PhoneCommandLine::PhoneCommandLine(CLI::App& app) : app_(app) {
  auto* const command = app.add_subcommand(
      "phone-app", "Be the app on the patient's phone: ask for the PIN, read the card, answer the web page");
  add_held_card(*command, options_.card);
  command->add_option("--web", options_.web, "The web listener of kazasu serve, e.g. https://127.0.0.1:8444")
      ->required();
  command->add_option("--web-ca", options_.web_ca,
                      "The CA that its certificate comes from; default: test PKI");
  command->add_option("--port", options_.port, "Where the web page finds the app (0: any free port)");
  command->add_option("--patience", options_.patience_s, "Seconds from the PIN to the reception's answer")
      ->check(CLI::Range(1, 300));
  command->add_option("--latency", options_.latency_ms, "Milliseconds to the reception, one way")
      ->check(CLI::Range(0, 60'000));
  command->add_option("--down-after", options_.down_after_s, "Seconds until the portal goes down");
  command->add_option("--down-for", options_.down_for_s, "Seconds that it stays down (0: it stays up)");
  command
      ->add_option("--failing", options_.failing_ppm, "Cards shown that the portal loses, parts per million")
      ->check(CLI::Range(0, 1'000'000));
  command->add_option("--outage-seed", options_.outage_seed, "Seed of what the portal loses");
  command->footer(
      "Examples:\n"
      "  kazasu phone-app --web https://127.0.0.1:8444 --person 7\n"
      "  kazasu phone-app --web https://127.0.0.1:8444 --reader \"kazasu\"");
}

std::optional<PhoneAppOptions> PhoneCommandLine::command() const {
  if (!app_.got_subcommand("phone-app")) return std::nullopt;
  return options_;
}

}  // namespace kazasu::harness
