#include "harness/targets.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "emulators/identity/station_credential.h"
#include "harness/exit_code.h"
#include "harness/read_text.h"

namespace kazasu::harness {

namespace {

constexpr auto kReachableWithin = std::chrono::milliseconds{3000};

std::optional<adapters::HttpsTarget> named_target(RunOptions const& options, identity::TestPki const& pki,
                                                  std::string const& name) {
  auto const found = options.targets.find(name);
  if (found == options.targets.end()) return std::nullopt;
  auto target = adapters::HttpsTarget{};
  target.owned_hosts = options.owned_hosts;
  try {
    target.url = adapters::parse_target_url(found->second);
  } catch (std::invalid_argument const& error) {
    throw CommandError(ExitCode::kUsage, "--target " + name + "=" + found->second + ": " + error.what());
  }
  try {
    adapters::require_allowed(target.url.host, options.owned_hosts);
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kRefusedTarget,
                       "--target " + name + "=" + found->second + ": " + error.what());
  }
  auto const ca = options.target_cas.find(name);
  target.ca_pem = ca == options.target_cas.end() ? pki.server_ca_pem() : read_text(ca->second, "the CA file");
  return target;
}

adapters::HttpsTarget own_target(std::uint16_t port, identity::TestPki const& pki) {
  return {.url = {.host = "127.0.0.1", .port = port, .base = ""}, .ca_pem = pki.server_ca_pem()};
}

// Zero when a connection was made, else the reason.
int try_connect(adapters::TargetUrl const& url) {
  auto hints = addrinfo{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;  // never a name: nothing is resolved
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  auto const host = adapters::connect_address(url.host);
  if (getaddrinfo(host.c_str(), std::to_string(url.port).c_str(), &hints, &found) != 0) return EADDRNOTAVAIL;
  auto const owner = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>{found, freeaddrinfo};
  auto const descriptor = socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  auto reason = connect(descriptor, found->ai_addr, found->ai_addrlen) == 0 ? 0 : errno;
  if (reason == EINPROGRESS) {
    auto waiting = pollfd{.fd = descriptor, .events = POLLOUT, .revents = 0};
    auto size = socklen_t{sizeof reason};
    reason = ETIMEDOUT;
    if (poll(&waiting, 1, static_cast<int>(kReachableWithin.count())) == 1) {
      getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &reason, &size);
    }
  }
  close(descriptor);
  return reason;
}

}  // namespace

Targets named_targets(RunOptions const& options, identity::TestPki const& pki) {
  auto targets = Targets{.reception = named_target(options, pki, "reception"),
                         .eligibility = named_target(options, pki, "eligibility"),
                         .claims = named_target(options, pki, "claims")};
  for (auto const& [name, url] : options.targets) {
    targets.description += (targets.description.empty() ? "" : ", ") + name + "=" + url;
  }
  return targets;
}

void fill_own_targets(Targets& targets, ServerPorts const& ports, identity::TestPki const& pki) {
  if (!targets.reception) targets.reception = own_target(ports.reception, pki);
  if (!targets.eligibility) targets.eligibility = own_target(ports.eligibility, pki);
  if (!targets.claims && ports.claims != 0) targets.claims = own_target(ports.claims, pki);
  targets.description += targets.description.empty() ? "own emulators" : ", the rest own emulators";
}

void require_reachable(adapters::HttpsTarget const& target) {
  auto const reason = try_connect(target.url);
  if (reason == 0) return;
  throw CommandError(ExitCode::kUnreachable, "https://" + target.url.host + ":" +
                                                 std::to_string(target.url.port) + " does not answer (" +
                                                 std::strerror(reason) +
                                                 "); start the system under test, or leave --target out");
}

adapters::ClientCredentialSource station_credentials(RunOptions const& options, identity::TestPki const& pki,
                                                     identity::StationSource const& stations) {
  if (options.credentials.empty()) {
    return [&pki, &stations](identity::StationIndex index) {
      auto credential = identity::station_credential(pki, stations.station(index));
      return adapters::ClientCredential{.certificate_pem = std::move(credential.certificate_pem),
                                        .key_pem = std::move(credential.key_pem)};
    };
  }
  return [folder = std::filesystem::path{options.credentials}, &stations](identity::StationIndex index) {
    auto const text =
        read_text(folder / (stations.station(index).institution_code + ".pem"), "the credential");
    return adapters::ClientCredential{.certificate_pem = text, .key_pem = text};
  };
}

}  // namespace kazasu::harness
