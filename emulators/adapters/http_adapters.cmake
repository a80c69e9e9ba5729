# HTTP over TLS, both ends. One file knows Beast (http_parser.cpp); five more know Asio. Optimised sanitizer
# builds of those take minutes each, hence -O0 there.
set(here ${CMAKE_CURRENT_LIST_DIR})
set(asio_sources ${here}/http_parser.cpp ${here}/http_session.cpp ${here}/https_connections.cpp
    ${here}/https_server.cpp ${here}/server_loop.cpp ${here}/socket_stream.cpp)
if(KAZASU_SANITIZE)
  set_source_files_properties(${asio_sources} PROPERTIES COMPILE_OPTIONS -O0)
endif()

kazasu_module(target_url ${here}/target_url.cpp)

kazasu_module(http_codecs ${here}/base64.cpp ${here}/http_service.cpp ${here}/json_fields.cpp
              ${here}/outcome_codes.cpp ${here}/reception_json.cpp ${here}/server_timing.cpp)
target_link_libraries(kazasu_http_codecs PUBLIC kazasu_eligibility kazasu_sim kazasu_target_url
                      PRIVATE kazasu_boost_json)

kazasu_module(http_services ${here}/admin_body.cpp ${here}/admin_http.cpp ${here}/closed_line_http.cpp
              ${here}/durable_http.cpp ${here}/http_routes.cpp
              ${here}/reception_service_http.cpp)
target_link_libraries(kazasu_http_services PUBLIC kazasu_http_codecs
                      PRIVATE kazasu_boost_json OpenSSL::Crypto)

kazasu_module(http_transport ${here}/http_parser.cpp ${here}/socket_bio.cpp ${here}/socket_stream.cpp
              ${here}/tls_context.cpp)
target_link_libraries(kazasu_http_transport PUBLIC kazasu_http_codecs kazasu_realtime
                      PRIVATE OpenSSL::SSL OpenSSL::Crypto)

kazasu_module(https_server ${here}/answer_text.cpp ${here}/http_session.cpp ${here}/https_server.cpp
              ${here}/server_loop.cpp)
target_link_libraries(kazasu_https_server PUBLIC kazasu_http_transport)

kazasu_module(https_client ${here}/https_client.cpp ${here}/https_connections.cpp)
target_link_libraries(kazasu_https_client PUBLIC kazasu_http_transport)
