// Every route of the listeners, as docs/protocols/openapi.yaml describes them. A test holds the two together.
#pragma once

#include <array>
#include <string_view>

namespace kazasu::adapters {

// The web listener serves what the internet listener does below /v/{reception_token} as well.
enum class RouteListener : unsigned char { kInternet, kClosedLine, kAdmin, kWeb, kClaims };

struct Route {
  RouteListener listener;
  std::string_view method;
  std::string_view path;  // with its parameters in braces
};

inline constexpr auto kRoutes = std::to_array<Route>({
    {RouteListener::kInternet, "GET", "/v/{reception_token}"},
    {RouteListener::kInternet, "POST", "/v/{reception_token}/visits"},
    {RouteListener::kInternet, "POST", "/v/{reception_token}/visits/{session}/authentication"},
    {RouteListener::kInternet, "GET", "/v/{reception_token}/consents"},
    {RouteListener::kInternet, "GET", "/v/{reception_token}/visits/{session}"},
    {RouteListener::kInternet, "POST", "/v/{reception_token}/visits/{session}/end"},
    {RouteListener::kInternet, "POST", "/app/devices"},
    {RouteListener::kInternet, "POST", "/app/visits"},
    {RouteListener::kInternet, "POST", "/app/visits/{session}/authentication"},
    {RouteListener::kWeb, "GET", "/v/{reception_token}"},
    {RouteListener::kWeb, "GET", "/v/{reception_token}/{code}"},
    {RouteListener::kWeb, "GET", "/web/{file}"},
    {RouteListener::kClosedLine, "POST", "/eligibility/auth"},
    {RouteListener::kClosedLine, "POST", "/eligibility/notices"},
    {RouteListener::kClosedLine, "POST", "/eligibility/inquiry"},
    {RouteListener::kClosedLine, "POST", "/eligibility/re-inquiry"},
    {RouteListener::kClosedLine, "POST", "/eligibility/qualification"},
    {RouteListener::kClosedLine, "POST", "/eligibility/reference-number"},
    {RouteListener::kClosedLine, "POST", "/eligibility/settings/{action}"},
    {RouteListener::kClosedLine, "POST", "/eligibility/cancellation"},
    {RouteListener::kClosedLine, "POST", "/eligibility/bulk/{kind}/requests"},
    {RouteListener::kClosedLine, "POST", "/eligibility/bulk/{kind}/results"},
    {RouteListener::kClosedLine, "POST", "/eligibility/medical-data/{kind}"},
    {RouteListener::kClaims, "POST", "/{payer}/login"},
    {RouteListener::kClaims, "POST", "/{payer}/logout"},
    {RouteListener::kClaims, "GET", "/{payer}/sends"},
    {RouteListener::kClaims, "POST", "/{payer}/sends"},
    {RouteListener::kClaims, "POST", "/{payer}/uploads"},
    {RouteListener::kClaims, "GET", "/{payer}/uploads/{upload}"},
    {RouteListener::kClaims, "PUT", "/{payer}/uploads/{upload}"},
    {RouteListener::kClaims, "DELETE", "/{payer}/uploads/{upload}"},
    {RouteListener::kClaims, "GET", "/{payer}/lists/{list}"},
    {RouteListener::kClaims, "POST", "/{payer}/decisions"},
    {RouteListener::kClaims, "GET", "/"},
    {RouteListener::kClaims, "GET", "/page/{file}"},
    {RouteListener::kAdmin, "GET", "/health"},
    {RouteListener::kAdmin, "GET", "/ready"},
    {RouteListener::kAdmin, "GET", "/counters"},
    {RouteListener::kAdmin, "PUT", "/calendar"},
    {RouteListener::kAdmin, "POST", "/stop"},
    {RouteListener::kAdmin, "GET", "/faults"},
    {RouteListener::kAdmin, "POST", "/faults"},
    {RouteListener::kAdmin, "DELETE", "/faults"},
    {RouteListener::kAdmin, "GET", "/faults/{id}"},
    {RouteListener::kAdmin, "DELETE", "/faults/{id}"},
    {RouteListener::kAdmin, "GET", "/stations/{station}"},
    {RouteListener::kAdmin, "PUT", "/stations/{station}/admission"},
    {RouteListener::kAdmin, "GET", "/people/{person}"},
    {RouteListener::kAdmin, "PUT", "/people/{person}/card"},
    {RouteListener::kAdmin, "GET", "/visits"},
    {RouteListener::kAdmin, "GET", "/outcomes"},
    {RouteListener::kAdmin, "POST", "/reset"},
    {RouteListener::kAdmin, "GET", "/capture"},
    {RouteListener::kAdmin, "POST", "/capture"},
    {RouteListener::kAdmin, "DELETE", "/capture"},
    {RouteListener::kAdmin, "GET", "/claims"},
    {RouteListener::kAdmin, "PUT", "/claims/window"},
    {RouteListener::kAdmin, "POST", "/claims/faults"},
    {RouteListener::kAdmin, "DELETE", "/claims/faults"},
    {RouteListener::kAdmin, "POST", "/claims/reset"},
    {RouteListener::kAdmin, "GET", "/claims/others"},
    {RouteListener::kAdmin, "GET", "/ocsp"},
    {RouteListener::kAdmin, "PUT", "/ocsp"},
    {RouteListener::kAdmin, "DELETE", "/ocsp"},
    {RouteListener::kAdmin, "GET", "/ocsp/{serial}"},
    {RouteListener::kAdmin, "PUT", "/ocsp/{serial}"},
    {RouteListener::kAdmin, "DELETE", "/ocsp/{serial}"},
});

}  // namespace kazasu::adapters
