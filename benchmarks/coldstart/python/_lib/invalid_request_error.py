class InvalidRequestError(Exception):
    def __init__(self, detail_code, message):
        super().__init__(message)
        self.detail_code = detail_code
