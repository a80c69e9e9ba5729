#include "harness/exchange_options.h"

#include <CLI/CLI.hpp>

namespace kazasu::harness {

namespace {

void add_trust(CLI::App& command, ExchangeCommand& options) {
  command.add_option("--credentials", options.credentials,
                     "Folder that `kazasu pki export` wrote; default: a certificate of the test PKI");
  command.add_option("--ca", options.ca, "The CA that the target's certificate comes from, PEM");
  command.add_option("--data", options.data, "Folder of the test PKI");
  command.add_option("--station", options.station, "Index of the station, from 0");
  command.add_option("--seed", options.seed, "Seed of people and stations");
  command.add_option("--i-own", options.owned_hosts,
                     "A host that is not loopback and that you declare your own");
  command.add_option("--calendar-start", options.calendar_start,
                     "What time it is now, e.g. 2024-12-02T09:00:00+09:00; default: the machine's clock");
}

void add_archives(CLI::App& command, ExchangeCommand& options) {
  command.add_option("--zip", options.zip, "Results of this prefix come in ZIP files; may be repeated")
      ->allow_extra_args(false);
  auto* const conf = command.add_option("--encrypt-conf", options.encrypt_conf,
                                        "Lines prefix=e|n: e comes and goes in ZIP files with a password");
  command.add_option("--password-file", options.password_file, "The password, in the file's first line")
      ->needs(conf);
}

}  // namespace

CLI::App* add_exchange(CLI::App& app, ExchangeCommand& options) {
  auto* const command = app.add_subcommand(
      "exchange", "The station's qualification terminal: request files in DIR/req, results in DIR/res");
  command->add_option("--root", options.root, "The exchange folder; req, res, face and trash are made in it")
      ->required();
  command->add_option("--target", options.target, "HOST:PORT or URL of the closed line")->required();
  add_trust(*command, options);
  add_archives(*command, options);
  command
      ->add_option("--settle-time", options.settle_ms,
                   "Milliseconds without a change after which a file counts as complete")
      ->check(CLI::Range(10, 3'600'000));
  command->add_option("--stay-time", options.stay_minutes,
                      "Minutes that a result may stay before it is removed (0: for ever)");
  command->add_option("--face-charset", options.face_charset, "Of the files in face")
      ->check(CLI::IsMember({"shift_jis", "utf-8"}));
  command->add_option("--reception-url", options.reception_url,
                      "What institutions' URLs begin with, e.g. https://127.0.0.1:8444; for their images");
  command->add_flag("--no-face", options.no_face, "Do not ask for results of card confirmations");
  command->add_flag("--once", options.once, "Answer what is there and end");
  command->footer(
      "Example:\n"
      "  kazasu serve --eligibility-port 9443 &\n"
      "  kazasu exchange --root oqs --target 127.0.0.1:9443\n"
      "  cp OQSsiquc01req_202412020001.xml oqs/req/ && ls oqs/res");
  return command;
}

}  // namespace kazasu::harness
