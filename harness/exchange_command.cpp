// `kazasu exchange`: the exchange folder of a station, over mutual TLS to a closed line.
#include <openssl/x509.h>

#include <array>
#include <cstdio>
#include <stdexcept>

#include "emulators/adapters/exchange/exchange_terminal.h"
#include "emulators/identity/generated_stations.h"
#include "emulators/identity/openssl_handles.h"
#include "emulators/identity/station_credential.h"
#include "harness/commands.h"
#include "harness/interruption.h"
#include "harness/open_pki.h"
#include "harness/population.h"
#include "harness/read_text.h"
#include "harness/wall_calendar.h"
#include "sim/realtime.h"

namespace kazasu::harness {

namespace {

namespace fs = std::filesystem;

std::string common_name_of(std::string const& certificate_pem) {
  auto const certificate = identity::certificate_from_pem(certificate_pem);
  auto name = std::array<char, 65>{};
  auto* const subject = X509_get_subject_name(certificate.get());
  auto const length = X509_NAME_get_text_by_NID(subject, NID_commonName, name.data(), name.size());
  return length > 0 ? std::string{name.data(), static_cast<std::size_t>(length)} : std::string{};
}

struct Identity {
  adapters::ClientCredential credential;
  std::string institution_code;
  std::string ca_pem;
};

Identity exported_identity(ExchangeCommand const& command) {
  auto identity = Identity{};
  auto const& folder = command.credentials;
  identity.credential = {.certificate_pem = read_text(folder / "station-cert.pem", "--credentials"),
                         .key_pem = read_text(folder / "station-key.pem", "--credentials")};
  identity.ca_pem = command.ca.empty() ? read_text(folder / "server-ca.pem", "--credentials")
                                       : read_text(command.ca, "--ca");
  try {
    identity.institution_code = common_name_of(identity.credential.certificate_pem);
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kUsage, "--credentials: " + std::string{error.what()});
  }
  return identity;
}

Identity made_identity(ExchangeCommand const& command, sim::Instant now) {
  auto const pki = open_test_pki(command.data, now, now);
  auto const stations = identity::GeneratedStations{{.seed = command.seed, .stations = command.station + 1}};
  auto const station = stations.station(command.station);
  auto made = identity::station_credential(pki, station);
  return {
      .credential = {.certificate_pem = std::move(made.certificate_pem), .key_pem = std::move(made.key_pem)},
      .institution_code = station.institution_code,
      .ca_pem = command.ca.empty() ? pki.server_ca_pem() : read_text(command.ca, "--ca")};
}

adapters::HttpsTarget target_of(ExchangeCommand const& command) {
  auto target = adapters::HttpsTarget{.owned_hosts = command.owned_hosts};
  auto const whole = command.target.find("://") != std::string::npos;
  try {
    target.url = adapters::parse_target_url(whole ? command.target : "https://" + command.target);
  } catch (std::invalid_argument const& error) {
    throw CommandError(ExitCode::kUsage, "--target " + command.target + ": " + error.what());
  }
  try {
    adapters::require_allowed(target.url.host, command.owned_hosts);
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kRefusedTarget, "--target " + command.target + ": " + error.what());
  }
  return target;
}

adapters::EncryptionRules encryption_of(ExchangeCommand const& command) {
  auto encryption = adapters::EncryptionRules{.plain_zip = command.zip};
  if (command.encrypt_conf.empty()) return encryption;
  try {
    encryption.rules = adapters::parse_encryption_rules(read_text(command.encrypt_conf, "--encrypt-conf"));
  } catch (std::invalid_argument const& error) {
    throw CommandError(ExitCode::kUsage,
                       "--encrypt-conf " + command.encrypt_conf.string() + ": " + error.what());
  }
  if (!command.password_file.empty()) {
    auto const text = read_text(command.password_file, "--password-file");
    encryption.password = text.substr(0, text.find_first_of("\r\n"));
  }
  for (auto const& rule : encryption.rules) {
    if (rule.encrypted && encryption.password.empty()) {
      throw CommandError(ExitCode::kUsage, "--encrypt-conf: " + rule.prefix +
                                               "=e needs a password; name its file with --password-file");
    }
  }
  return encryption;
}

// Without the path that comes behind it.
std::string reception_url_of(ExchangeCommand const& command) {
  auto text = command.reception_url;
  if (text.empty()) return text;
  try {
    // Phones that read the code go there, so that the rule for targets holds.
    adapters::require_allowed(adapters::parse_target_url(text).host, command.owned_hosts);
  } catch (std::invalid_argument const& error) {
    throw CommandError(ExitCode::kUsage, "--reception-url " + text + ": " + error.what());
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kRefusedTarget, "--reception-url " + text + ": " + error.what());
  }
  while (text.ends_with('/')) text.pop_back();
  return text;
}

void say(std::string const& line) {
  std::fprintf(stderr, "kazasu exchange: %s\n", line.c_str());
}

adapters::ExchangeOptions exchange_options(ExchangeCommand const& command, Identity identity) {
  auto options = adapters::ExchangeOptions{.root = command.root,
                                           .target = target_of(command),
                                           .credential = std::move(identity.credential),
                                           .institution_code = std::move(identity.institution_code)};
  options.target.ca_pem = std::move(identity.ca_pem);
  options.encryption = encryption_of(command);
  options.settle = std::chrono::milliseconds{command.settle_ms};
  options.stay = std::chrono::minutes{command.stay_minutes};
  options.faces = !command.no_face;
  options.face_charset =
      command.face_charset == "utf-8" ? adapters::Charset::kUtf8 : adapters::Charset::kShiftJis;
  options.reception_url = reception_url_of(command);
  options.once = command.once;
  options.say = say;
  return options;
}

// How a command that was asked to end, or came to its end, says what it did.
ExitCode conclude(adapters::ExchangeCounts const& counts) {
  std::printf("%llu answered, %llu refused, %llu card confirmations, %llu waiting\n",
              static_cast<unsigned long long>(counts.answered),
              static_cast<unsigned long long>(counts.refused), static_cast<unsigned long long>(counts.faces),
              static_cast<unsigned long long>(counts.waiting));
  return counts.line_down && counts.waiting > 0 ? ExitCode::kUnreachable : ExitCode::kOk;
}

}  // namespace

ExitCode exchange(ExchangeCommand const& command) {
  auto interruption = Interruption{};  // before any thread
  auto const machine_time = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  auto const start = command.calendar_start.empty() ? sim::Instant{machine_time.time_since_epoch()}
                                                    : calendar_start(command.calendar_start);
  auto const calendar = WallCalendar{start, 1, std::chrono::system_clock::time_point{machine_time}};
  auto identity = command.credentials.empty() ? made_identity(command, start) : exported_identity(command);
  auto options = exchange_options(command, std::move(identity));
  options.calendar = [&calendar] { return calendar.now(); };
  options.stop = [&interruption] { return interruption.requested(); };
  auto realtime = sim::Realtime{};
  try {
    auto terminal = adapters::ExchangeTerminal{realtime, std::move(options)};
    std::printf("ready %s\n", command.root.string().c_str());
    std::fflush(stdout);
    return conclude(terminal.run());
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kOutput, error.what());
  }
}

}  // namespace kazasu::harness
