// The command line as values.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "harness/card_options.h"
#include "harness/claims_options.h"
#include "harness/exchange_options.h"
#include "harness/phone_options.h"

namespace kazasu::harness {

// Texts as given; they are parsed with the scenario language's own units.
struct RunOptions {
  bool real_time = true;
  std::filesystem::path scenario;
  std::string duration;
  std::string rate;
  std::optional<std::uint64_t> seed;
  std::optional<std::uint32_t> stations;
  std::filesystem::path out;  // empty: kazasu-out/<scenario>-<clock>
  std::filesystem::path data = ".kazasu";
  bool quiet = false;
  std::string language = "en";
  std::map<std::string, std::string> targets;     // "reception" or "eligibility" -> URL
  std::map<std::string, std::string> target_cas;  // the same -> PEM file
  std::string credentials;  // folder of <institution code>.pem with certificate and key; empty: test PKI
  std::vector<std::string> owned_hosts;
  std::vector<std::string> readers;  // PC/SC names, parts of them or "all"; empty: cards in process
  bool share_readers = false;
  std::filesystem::path card_host;  // data folder of the host that moves the cards; empty: nobody does
  std::filesystem::path trace;      // text file of the APDUs, a .pcapng beside it; empty: none are written
  std::filesystem::path capture;    // folder for the masked conversations of our own emulators; empty: none
  std::string store = "memory";     // of our own emulators; or "sqlite", gone with the run as well
};

struct ServeOptions {
  std::filesystem::path data = ".kazasu";
  std::filesystem::path token_folder;  // of admin.token; empty: the data folder
  std::uint16_t reception_port = 0;
  std::uint16_t eligibility_port = 0;
  std::uint16_t admin_port = 0;
  std::optional<std::uint16_t> ocsp_port{};  // none: no responder, and no card's certificate status is asked
  // The connection-test environment is served as well when one of these is there.
  std::optional<std::uint16_t> connection_test_reception_port{};
  std::optional<std::uint16_t> connection_test_eligibility_port{};
  std::string store = "sqlite";        // or "memory"
  std::uint32_t ocsp_validity_s = 60;  // calendar time from thisUpdate to nextUpdate; 0: no nextUpdate
  std::uint32_t ocsp_patience_ms = 2000;
  std::uint32_t ocsp_revoked_ppm = 0;       // share of the certificates that are revoked from the start
  std::filesystem::path capture;            // folder for masked conversations; empty: none are kept
  std::string without_status = "refuse";    // or "accept": cards whose certificate status cannot be learnt
  std::optional<std::uint16_t> web_port{};  // none: no web page
  std::string phone_app = "http://127.0.0.1:8446";
  std::optional<std::uint16_t> claims_port{};       // none: no claims line
  std::optional<std::uint16_t> claims_page_port{};  // none: the page is for browsers with a certificate alone
  std::uint32_t claims_page_station = 0;            // whose name that port speaks in
  std::filesystem::path claims_window;              // scenario whose window all share; empty: stations alone
  bool claims_register = false;                // receipts are checked beside the served people's insurance
  std::uint32_t claims_asp_servers = 4;        // of each payer
  std::uint32_t claims_asp_fixed_ms = 5000;    // calendar time, like the next two: beside the queue
  std::uint32_t claims_asp_file_us = 200'000;  // of a server's work
  std::uint32_t claims_asp_receipt_us = 1000;  // the same
  std::uint32_t web_patience_s = 180;          // how long the page waits for the card
  std::filesystem::path people_file;           // CSV; empty: generated people
  std::string insurance = "plain";             // or "realistic"
  // Parts per million: standings of the cards (left out: as `insurance` has it) and patients visited before.
  std::optional<std::uint32_t> unregistered_ppm{};
  std::optional<std::uint32_t> suspended_ppm{};
  std::optional<std::uint32_t> revoked_ppm{};
  std::uint32_t continuing_ppm = 0;
  std::uint64_t seed = 1;
  std::uint32_t stations = 1000;
  std::uint64_t people = 30'000;
  std::string calendar_start = "2024-12-02T09:00:00+09:00";
  std::uint32_t calendar_speed = 1;
};

struct ExportOptions {
  std::filesystem::path data = ".kazasu";
  std::filesystem::path out;
  std::string environment = "operation";  // or "connection-test"
  std::uint32_t station = 0;
  std::uint64_t seed = 1;
  // Of the person whose card certificate is written as well; the last two as `kazasu serve` has them.
  std::uint64_t person = 0;
  std::uint64_t people = 30'000;
  std::string calendar_start = "2024-12-02T09:00:00+09:00";
};

struct ReportOptions {
  std::vector<std::filesystem::path> runs;  // folders with a run.json, or such files
  std::filesystem::path out;
  std::string language = "en";
};

struct CheckOptions {
  std::filesystem::path scenario;
};

struct SelftestOptions {
  std::string name;
  std::filesystem::path data = ".kazasu";
  std::filesystem::path out = "kazasu-out/selftest";
};

using Command = std::variant<RunOptions, ServeOptions, ExportOptions, ReportOptions, CheckOptions,
                             SelftestOptions, CardCommand, PhoneAppOptions, ExchangeCommand, ClaimsCommand>;

// Help and version are answered here; `done` holds the exit code then, and `command` is not used.
struct ParsedCommand {
  std::optional<int> done;
  Command command;
};
ParsedCommand parse_command_line(int argc, char const* const* argv);

}  // namespace kazasu::harness
