# HTTP over TLS, both ends. One file knows Beast (http_parser.cpp); seven more know Asio. Optimised sanitizer
# builds of those take minutes each, hence -O0 there.
set(asio_sources http/body_pieces.cpp http/http_parser.cpp http/http_session.cpp http/https_connections.cpp
    http/https_server.cpp http/request_reading.cpp http/server_loop.cpp tls/socket_stream.cpp)
if(KAZASU_SANITIZE)
  set_source_files_properties(${asio_sources} PROPERTIES COMPILE_OPTIONS -O0)
endif()

kazasu_module(target_url http/target_url.cpp)

kazasu_module(http_codecs files/base64.cpp http/http_service.cpp json/json_fields.cpp
              services/outcome_codes.cpp json/reception_json.cpp http/server_timing.cpp)
target_link_libraries(kazasu_http_codecs PUBLIC kazasu_eligibility kazasu_sim kazasu_target_url
                      PRIVATE kazasu_boost_json)

kazasu_module(http_services admin/admin_body.cpp admin/admin_http.cpp services/closed_line_http.cpp
              services/durable_http.cpp http/http_routes.cpp
              services/reception_service_http.cpp)
target_link_libraries(kazasu_http_services PUBLIC kazasu_http_codecs
                      PRIVATE kazasu_boost_json OpenSSL::Crypto)

kazasu_module(http_transport http/http_parser.cpp tls/socket_bio.cpp tls/socket_stream.cpp
              tls/tls_context.cpp)
target_link_libraries(kazasu_http_transport PUBLIC kazasu_http_codecs kazasu_realtime
                      PRIVATE OpenSSL::SSL OpenSSL::Crypto)

kazasu_module(https_server http/answer_text.cpp http/http_session.cpp http/https_server.cpp
              http/request_reading.cpp http/server_loop.cpp)
target_link_libraries(kazasu_https_server PUBLIC kazasu_http_transport)

kazasu_module(https_client http/body_pieces.cpp http/https_client.cpp http/https_connections.cpp)
target_link_libraries(kazasu_https_client PUBLIC kazasu_http_transport)
