"""files.*: docs.slack.dev/reference/methods/files.info."""

from sandbox.slack.call import Call
from sandbox.slack.files import file_json
from sandbox.slack.models import Json


def files_info(call: Call) -> Json:
    file = call.workspace.file(call.required("file"))
    return {"file": file_json(file, call.link(file.path)), "comments": [], "response_metadata": {"next_cursor": ""}}
