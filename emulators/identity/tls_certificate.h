// The certificates of the two TLS channels: station client certificates and our servers' own. Profiles are
// ours; the real ones are not public.
#pragma once

#include <string_view>

#include "emulators/identity/certificate_builder.h"

namespace kazasu::identity {

struct CertifiedKey {
  CertificateHandle certificate;
  KeyHandle key;
};

// Self-signed with a new P-256 key; C=JP, O=`organization`, CN=`common_name`.
struct TlsCaNames {
  std::string_view organization;
  std::string_view common_name;
};
CertifiedKey make_tls_ca(TlsCaNames const& names, Validity const& validity);

inline constexpr std::string_view kStationCaOrganization = "KAZASU-TEST STATION";
inline constexpr std::string_view kServerCaOrganization = "KAZASU-TEST SERVER";

// For localhost, 127.0.0.1 and ::1; serverAuth.
CertifiedKey make_server_certificate(CertifiedKey const& ca, Validity const& validity);
// C=JP, O=KAZASU-TEST STATION, CN=`institution_code`; clientAuth. Every call makes a new key and serial.
CertifiedKey make_station_certificate(CertifiedKey const& ca, std::string_view institution_code,
                                      Validity const& validity);

}  // namespace kazasu::identity
